package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.github.cfexporter.system.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Prometheus' own {@code increase()} makes of an hour of scrapes, told by {@code promtool test
 * rules}, which needs no hour for it.
 */
@Tag("rig")
class IncreasesTest {
  private static final String PROMTOOL = "/usr/bin/promtool";
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final int SCRAPES = 240;

  /** Scrapes in ten minutes. */
  private static final int RANGE = 40;

  /** What is rare enough to lose much when the first value of each series is lost. */
  private static final Map<String, Scope> FAMILIES = Map.of(
      "cloudflare_zone_firewall_events_total",
      Scope.ZONE,
      "cloudflare_zone_requests_status_country_host_total",
      Scope.ZONE,
      "cloudflare_worker_errors_total",
      Scope.ACCOUNT);

  /** Errors of servers only, as in alerts. */
  private static final String SERVER_ERRORS = "{edge_status=~\"5..\"}";

  @TempDir
  Path directory;

  private final Rig rig = Rig.of(World.of(1, 3));
  /** Of both instants alike, so that it does not matter. */
  private final long begin = rig.now() / 1000 - 3_600;

  private final TrueCounters truth = new TrueCounters();

  /** What was served, by series and scrape. */
  private final Map<String, String[]> values = new TreeMap<>();

  @AfterEach
  void stop() {
    rig.close();
  }

  /** Prometheus adds half an interval at the beginning: 0.2 % of an hour. */
  @Test
  void increaseIsWhatHappened_andMissesNoFirstValue() throws Exception {
    Programs.need(PROMTOOL);
    scrape(0, SCRAPES - RANGE);
    Map<String, Long> before = happened();
    scrape(SCRAPES - RANGE, SCRAPES);
    Map<String, Long> after = happened();
    List<String> laws = new ArrayList<>();
    for (String family : FAMILIES.keySet()) {
      String series = family.contains("status") ? family + SERVER_ERRORS : family;
      long happened = after.get(family) - before.get(family);
      assertThat(happened).as(family).isGreaterThan(100);
      laws.add("abs(sum(increase(" + series + "[1h])) / sum(" + series + ") - 1) < bool 0.005");
      laws.add("abs(sum(increase(" + series + "[10m])) / " + happened + " - 1) < bool 0.02");
    }
    Path cases = Files.writeString(directory.resolve("increases.yaml"), cases(laws));

    Programs.Ended ended = Programs.run(
        directory.resolve("log"), Map.of(), PROMTOOL, "test", "rules", cases.toString());
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(values).hasSizeGreaterThan(100);
  }

  private void scrape(int from, int to) {
    for (int scrape = from; scrape < to; scrape++) {
      rig.advance(INTERVAL);
      Scrape now = rig.scrape();
      for (String family : FAMILIES.keySet()) {
        for (Map.Entry<Map<String, String>, Double> sample : now.family(family).entrySet()) {
          String[] all = values.computeIfAbsent(family + spelled(sample.getKey()), s -> none());
          all[scrape] = Long.toString(sample.getValue().longValue());
        }
      }
    }
  }

  /** Nothing was served. */
  private static String[] none() {
    String[] all = new String[SCRAPES];
    Arrays.fill(all, "_");
    return all;
  }

  private static String spelled(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=\""
            + label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
            + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** One case for promtool: every law answers 1 at the last scrape. */
  private String cases(List<String> laws) {
    StringBuilder yaml = new StringBuilder("tests:\n  - interval: 15s\n    input_series:\n");
    values.forEach((series, all) -> yaml.append("      - series: '")
        .append(series.replace("'", "''"))
        .append("'\n        values: '")
        .append(String.join(" ", all))
        .append("'\n"));
    yaml.append("    promql_expr_test:\n");
    for (String law : laws) {
      yaml.append("      - expr: '")
          .append(law)
          .append("'\n        eval_time: ")
          .append((SCRAPES - 1) * INTERVAL.toSeconds())
          .append("s\n        exp_samples: [{labels: '{}', value: 1}]\n");
    }
    return yaml.toString();
  }

  /** What has happened up to what is counted, by family. */
  private Map<String, Long> happened() {
    Map<String, Long> sums = new HashMap<>();
    FAMILIES.forEach((family, scope) -> {
      for (Account account : rig.world().accounts()) {
        List<String> zones = scope == Scope.ACCOUNT
            ? List.of("")
            : rig.world().zonesOf(account.id()).stream().map(Zone::id).toList();
        zones.forEach(
            zone -> sums.merge(family, happened(family, scope, account, zone), Long::sum));
      }
    });
    return sums;
  }

  private long happened(String family, Scope scope, Account account, String zone) {
    TrueCounters.Meaning meaning = truth.byFamily().get(family);
    long sum = 0;
    for (GraphqlKind kind : Rig.kinds(scope)) {
      for (Source source : kind.sources()) {
        if (source.metrics().stream().anyMatch(metric -> metric.name().equals(family))) {
          long to =
              rig.watermark(account.id(), kind.name(), source.name(), zone).orElseThrow();
          AtomicLong here = new AtomicLong();
          rig.simulator()
              .truth()
              .forEach(
                  zone.isEmpty() ? account.id() : zone,
                  source.dataset(),
                  event -> here.addAndGet(counted(meaning, event)),
                  begin,
                  to);
          sum += here.get();
        }
      }
    }
    return sum;
  }

  private static long counted(TrueCounters.Meaning meaning, Event event) {
    String status = meaning.labels().apply(event).getOrDefault("edge_status", "500");
    return meaning.where().test(event) && status.startsWith("5")
        ? meaning.value().applyAsLong(event)
        : 0;
  }
}
