package io.github.cfexporter.report.zones;

import io.github.cfexporter.bus.ZoneSearch;
import io.github.cfexporter.bus.ZoneSearch.Answer;
import io.github.cfexporter.bus.ZoneSearch.Found;
import io.github.cfexporter.bus.ZoneState;
import io.github.cfexporter.cluster.Ownership;
import io.github.cfexporter.report.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Searches the zones of all nodes, and answers those nodes that search. */
public final class ZoneFinder extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(ZoneFinder.class);
  private static final int MOST = 100;

  /** A person waits for it. */
  private static final DeliveryOptions PROMPT = new DeliveryOptions().setSendTimeout(2_000);

  private static final Comparator<Found> ORDER = Comparator.comparing(
          (Found found) -> found.zone().collected()) // those left out first
      .thenComparing(found -> found.zone().name())
      .thenComparing(found -> found.zone().id());

  private final Telemetry telemetry;
  private final Ownership ownership;
  private final boolean clustered;

  public ZoneFinder(Telemetry telemetry, Ownership ownership, boolean clustered) {
    this.telemetry = telemetry;
    this.ownership = ownership;
    this.clustered = clustered;
  }

  @Override
  public Future<?> start() {
    return clustered
        ? vertx
            .eventBus()
            .consumer(ZoneSearch.address(ownership.self()), this::answer)
            .completion()
        : Future.succeededFuture();
  }

  /**
   * Finds zones, at most a hundred.
   *
   * @param text words, all of which must be in the name or the id
   */
  public Future<Answer> find(String text) {
    List<String> words = List.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+"));
    ZoneSearch search = new ZoneSearch(words, MOST);
    List<Future<Answer>> answers = ownership.nodes().stream()
        .map(node -> node.self() ? own(search) : of(node.address(), search))
        .toList();
    return Future.all(answers)
        .map(all -> together(answers.stream().map(Future::result).toList()));
  }

  private Future<Answer> of(String node, ZoneSearch search) {
    return vertx
        .eventBus()
        .<Answer>request(ZoneSearch.address(node), search, PROMPT)
        .map(Message::body)
        .recover(cause -> {
          logger.warn(
              "a node does not say which zones it has: node={} cause=\"{}\"",
              node,
              cause.getMessage());
          return Future.succeededFuture(new Answer(List.of(), 0));
        });
  }

  /** There may be 100,000 of them, and what becomes of each is worked out only now. */
  private Future<Answer> own(ZoneSearch search) {
    return vertx.executeBlocking(() -> search(telemetry.zones(), search), false);
  }

  private void answer(Message<ZoneSearch> message) {
    own(message.body())
        .onSuccess(message::reply)
        .onFailure(cause -> message.fail(0, String.valueOf(cause.getMessage())));
  }

  static Answer search(Map<String, Supplier<List<ZoneState>>> zones, ZoneSearch search) {
    List<Found> found = new ArrayList<>();
    zones.forEach((account, told) -> told.get().stream()
        .filter(zone -> matches(zone, search.words()))
        .forEach(zone -> found.add(new Found(account, zone))));
    return sorted(found, found.size(), search.most());
  }

  private static boolean matches(ZoneState zone, List<String> words) {
    String text = (zone.name() + " " + zone.id()).toLowerCase(Locale.ROOT);
    return words.stream().allMatch(text::contains);
  }

  private static Answer together(List<Answer> answers) {
    return sorted(
        answers.stream().flatMap(answer -> answer.zones().stream()).toList(),
        answers.stream().mapToInt(Answer::all).sum(),
        MOST);
  }

  private static Answer sorted(List<Found> found, int all, int most) {
    return new Answer(found.stream().sorted(ORDER).limit(most).toList(), all);
  }
}
