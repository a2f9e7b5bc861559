package io.github.cfexporter.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.hazelcast.config.SerializationConfig;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import io.github.cfexporter.cluster.counters.ApplyMinutes;
import io.github.cfexporter.cluster.counters.ApplyWindow;
import io.github.cfexporter.cluster.counters.DropFamilies;
import io.github.cfexporter.cluster.counters.JoinedTotals;
import io.github.cfexporter.cluster.counters.ReadTotals;
import io.github.cfexporter.cluster.counters.ShowSeries;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.cluster.fragments.BeginEpoch;
import io.github.cfexporter.cluster.fragments.FragmentKey;
import io.github.cfexporter.cluster.fragments.LaterEpoch;
import io.github.cfexporter.cluster.fragments.NewerFragment;
import io.github.cfexporter.cluster.fragments.PutFragment;
import io.github.cfexporter.cluster.fragments.SharedFragment;
import io.github.cfexporter.cluster.permits.AllPermits;
import io.github.cfexporter.cluster.permits.LimiterProcessors.AgreeOnShares;
import io.github.cfexporter.cluster.permits.LimiterProcessors.BeginTerm;
import io.github.cfexporter.cluster.permits.LimiterProcessors.LeaveShares;
import io.github.cfexporter.cluster.permits.LimiterProcessors.RecordPermits;
import io.github.cfexporter.cluster.permits.LimiterState;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Gauges;
import io.github.cfexporter.counting.Minute;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.JournalTerms;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.series.SeriesTable;
import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.counting.version.VersionVector;
import io.github.cfexporter.counting.version.Writer;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.limiter.BudgetShares;
import io.github.cfexporter.limiter.BudgetShares.Holder;
import io.github.cfexporter.limiter.GrantedPermit;
import io.github.cfexporter.limiter.History;
import io.github.cfexporter.limiter.Payer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What travels between members is named by numbers, which are pinned here, so that classes may move
 * between releases; and it comes back as it went.
 */
@Tag("unit")
class SentFormsTest {
  private static final Holder NODE = new Holder("id", "10.0.0.1:5701");
  private static final History HISTORY = new History(
      List.of(new GrantedPermit(1_000, Payer.graphql("t2", "acct", true))),
      List.of(new History.Pause(Api.REST, "", "acct", 9_000, 10)));
  private static final Version VERSION =
      new Version(new VersionVector(30, Map.of(-7L, 60L, 9L, 120L)), 60);
  private static final Writer WRITER = new Writer(5, VERSION);
  private static final SharedFragment FRAGMENT =
      new SharedFragment(3, 4, Map.of("groups/zone", VERSION), new byte[] {5, 6});

  private final InternalSerializationService members = members();

  @AfterEach
  void dispose() {
    members.dispose();
  }

  static Stream<Arguments> sent() {
    return Stream.of(
        arguments(1001, new SourceZone("acct", "colo-metrics", "groups", "zone")),
        arguments(1002, totals()),
        arguments(
            1003,
            new Applied(Applied.Outcome.ADDED, 120, VERSION, 3, 5_000, Map.of("requests", 7))),
        arguments(1004, new FragmentKey("acct", "colo-metrics", 2)),
        arguments(1005, FRAGMENT),
        arguments(1006, new LimiterState(7, HISTORY, BudgetShares.NONE)),
        arguments(
            1101,
            new ApplyWindow(60, new Window(60, 120), delta(), new Retention(9, 10, 60), WRITER)),
        arguments(1102, new DropFamilies(Set.of("requests"))),
        arguments(1103, new PutFragment(FRAGMENT)),
        arguments(1104, new BeginEpoch()),
        arguments(1105, new BeginTerm()),
        arguments(1106, new RecordPermits(7, HISTORY, 9_000)),
        arguments(1107, new AgreeOnShares(7, Set.of(NODE), 9_000)),
        arguments(1108, new LeaveShares(NODE, 9_000)),
        arguments(1109, new ReadTotals()),
        arguments(1002, totalsWithJournal()),
        arguments(1110, new ShowSeries(120, WRITER)),
        arguments(1111, minutes()),
        arguments(-2, new JoinedTotals()),
        arguments(-2, new LaterEpoch()),
        arguments(-2, new AllPermits()),
        arguments(-2, new NewerFragment()));
  }

  @ParameterizedTest
  @MethodSource("sent")
  void sentObject_isNamedByItsNumber_andComesBack(int number, Object sent) {
    Data data = members.toData(sent);
    Object back = members.toObject(data);

    assertThat(data.getType()).isEqualTo(number);
    assertThat(new String(data.toByteArray(), StandardCharsets.ISO_8859_1))
        .doesNotContain("cfexporter");
    assertThat(back).hasSameClassAs(sent);
    assertThat(members.toData(back).toByteArray()).isEqualTo(data.toByteArray());
  }

  private static Totals totals() {
    Totals totals = Totals.startingAt(60);
    totals.add(60, new Window(60, 120), delta(), Retention.ALL);
    return totals;
  }

  private static Totals totalsWithJournal() {
    Totals totals = totals();
    ApplyWindow window = minutes().window();
    totals.add(window.resumed(), window.window(), window.delta(), window.kept());
    totals.drop(Set.of("requests"));
    return totals;
  }

  private static ApplyMinutes minutes() {
    Gauges gauges = new Gauges("share", List.of("colo"), true, Map.of("AMS", 0.25));
    List<Minute> minutes = List.of(
        new Minute(180, delta().counters(), List.of(gauges)),
        new Minute(240, delta().counters(), List.of()));
    Retention kept = new Retention(9, 10, 180)
        .with(new JournalTerms(5, 1_000_000, Map.of("https://receiver.example", 60L)));
    return new ApplyMinutes(
        new ApplyWindow(120, new Window(120, 240), new Delta(minutes), kept, WRITER));
  }

  private static Delta delta() {
    SeriesTable series = new SeriesTable();
    series.add("200", 1, 0);
    return new Delta(List.of(new FamilyTotals("requests", List.of(), series)), List.of());
  }

  private static InternalSerializationService members() {
    SerializationConfig config = new SerializationConfig();
    Serializers.register(config);
    return new DefaultSerializationServiceBuilder().setConfig(config).build();
  }
}
