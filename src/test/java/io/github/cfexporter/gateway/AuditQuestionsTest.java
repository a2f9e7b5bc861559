package io.github.cfexporter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.cloudflare.graphql.GraphqlClient;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.SourceForms;
import io.github.cfexporter.counting.series.KnownKeys;
import io.github.cfexporter.counting.series.RuleNames;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.ManualTime;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Questions that may wait for hours until budgets have a call to spare. */
@Tag("unit")
class AuditQuestionsTest {
  private static final String TOKEN = "token";
  private static final String ACCOUNT = "account";
  private static final Route ZONES = Route.graphql(TOKEN, ACCOUNT, true);
  private static final long HOUR = 3_600;
  private static final long START = 1_000 * HOUR;
  private static final List<String> KINDS = List.of("http-metrics", "colo-metrics");

  private final Vertx vertx = Vertx.vertx();
  private final ManualTime time = new ManualTime();
  private final Telemetry telemetry = new Telemetry(time);
  private final CircuitBreakers breakers =
      new CircuitBreakers(time, telemetry.conditions().notices(), () -> 100, () -> 1);
  private final Readers readers = new Readers();
  private final List<Promise<Void>> permits = new ArrayList<>();
  private final List<Call> sent = new ArrayList<>();
  private Settings settings = Settings.defaults();
  private int nodes = 50;
  private final AuditQuestions questions = new AuditQuestions(
      () -> settings,
      time,
      payer -> {
        permits.add(Promise.promise());
        return permits.get(permits.size() - 1).future();
      },
      (route, cause) -> {},
      new GraphqlClient(vertx, call -> {
        sent.add(call);
        return Promise.<Reply>promise().future();
      }),
      new DocumentTerms(() -> settings, time, telemetry),
      breakers,
      readers,
      telemetry,
      route -> nodes);

  AuditQuestionsTest() {
    time.advanceTo(START * 1_000);
    readers.credentials(List.of(TOKEN), Set.of());
    readers.account(ACCOUNT, List.of(TOKEN));
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void questionsOfABatch_shareAPermitAndADocument() {
    askAll("one", "two");
    askAll("one", "two");

    assertThat(permits).hasSize(1);
    grant(0);
    assertThat(sent).hasSize(1);
    assertThat(permits).as("nothing is left to ask").hasSize(1);
  }

  @Test
  void questionsThatNeedSeveralDocuments_waitForAPermitEach() {
    nodes = 10;
    askAll("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    for (int document = 1; document <= KINDS.size(); document++) {
      assertThat(permits).hasSize(document);
      grant(document - 1);
      assertThat(sent).hasSize(document);
    }
    assertThat(permits).hasSize(KINDS.size());
  }

  @Test
  void scarceBudget_leavesTheLatestQuestionOfEachZone_andOnePermitToWaitFor() {
    List<AskedOutcomes> former = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      former.addAll(askAll("one", "two"));
      assertThat(permits).hasSize(1);
      time.advanceTo(time.millis() + HOUR * 1_000);
    }
    List<AskedOutcomes> latest = askAll("one", "two");

    assertThat(former).hasSize(48).allMatch(AskedOutcomes::isNotDue);
    assertThat(latest).noneMatch(AskedOutcomes::isThere);
    grant(0);
    assertThat(sent).hasSize(1);
    assertThat(permits).hasSize(1);
  }

  @Test
  void questionThatNobodyAsksAnew_isGivenUp() {
    List<AskedOutcomes> ofZoneThatIsGone = askAll("one");
    time.advanceTo(time.millis() + 3 * HOUR * 1_000);
    grant(0);

    assertThat(ofZoneThatIsGone).allMatch(AskedOutcomes::isNotDue);
    assertThat(sent).isEmpty();
  }

  @Test
  void auditsThatAreSwitchedOff_askNothingThatWaited() {
    List<AskedOutcomes> waiting = askAll("one");
    settings = Settings.read(
        new Sources(Map.of(), Map.of("AUDIT_INTERVAL_SECONDS", "0"), Map.of(), file -> ""));
    grant(0);

    assertThat(waiting).allMatch(AskedOutcomes::isNotDue);
    assertThat(sent).isEmpty();
  }

  @Test
  void accountThatIsGone_isNotAskedAbout() {
    List<AskedOutcomes> waiting = askAll("one");
    questions.forget(ACCOUNT);

    assertThat(waiting).allMatch(AskedOutcomes::isNotDue);
    grant(0);
    assertThat(sent).isEmpty();
    assertThat(askAll("one")).noneMatch(AskedOutcomes::isThere);
    assertThat(permits).as("a new one, for the former has come").hasSize(2);
  }

  @Test
  void sourceThatAnotherCredentialReadsNow_isNotAskedWithTheFormer() {
    List<AskedOutcomes> waiting = askAll("one");
    readers.credentials(List.of("other"), Set.of());
    questions.reassign();

    assertThat(waiting).allMatch(AskedOutcomes::isNotDue);
    grant(0);
    assertThat(sent).isEmpty();
  }

  @Test
  void credentialThatIsNotLetIn_isNotUsed() {
    List<AskedOutcomes> waiting = askAll("one");
    readers.credentials(List.of(TOKEN), Set.of(TOKEN));
    grant(0);

    assertThat(waiting).allMatch(AskedOutcomes::isNotDue);
    assertThat(askAll("one")).as("not even for a permit").allMatch(AskedOutcomes::isNotDue);
    assertThat(permits).hasSize(1);
    assertThat(sent).isEmpty();
  }

  /** The time of a probe may have come, but an audit is none. */
  @Test
  void openCircuit_letsNoAuditThrough() {
    List<AskedOutcomes> waiting = askAll("one");
    breakers.failed(
        ZONES,
        Set.of(),
        Set.of(),
        CloudflareException.unanswered(new Refusal.AuthFailed(), "not let in", null),
        Optional.empty());
    time.advanceTo(time.millis() + HOUR * 1_000);
    assertThat(breakers.admitsOthers(ZONES)).isTrue();
    grant(0);

    assertThat(waiting).allMatch(AskedOutcomes::isNotDue);
    assertThat(sent).isEmpty();
  }

  private void grant(int permit) {
    permits.get(permit).complete();
  }

  /** Asks for the hour before the last one, each kind in a question of its own. */
  private List<AskedOutcomes> askAll(String... zones) {
    List<AskedOutcomes> asked = KINDS.stream().map(kind -> ask(kind, zones)).toList();
    time.advanceTo(time.millis() + AuditQuestions.GATHER_MILLIS);
    return asked;
  }

  private AskedOutcomes ask(String kind, String... zones) {
    List<Ask.WindowRequest> requests = Stream.of(zones)
        .map(zone -> new Ask.WindowRequest(
            zone,
            TOKEN,
            time.seconds() - 2 * HOUR,
            HOUR,
            DatasetLimits.UNKNOWN,
            RuleNames.NONE,
            node -> new KnownKeys()))
        .toList();
    Reading plain = SourceForms.of(
            Catalog.bundled().kind(kind).orElseThrow().sources().get(0), false, false, Set.of())
        .first()
        .audit()
        .orElseThrow();
    AskedOutcomes outcomes = new AskedOutcomes();
    questions.join(outcomes.message(new Ask(ACCOUNT, 0, kind, List.of(plain), requests)));
    return outcomes;
  }
}
