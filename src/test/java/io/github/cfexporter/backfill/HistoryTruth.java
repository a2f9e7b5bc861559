package io.github.cfexporter.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.RequestsByMethod;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.world.Zone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the history of one family with what happened in a simulated Cloudflare. */
final class HistoryTruth {
  private static final Pattern LINE =
      Pattern.compile(RequestsByMethod.FAMILY + "\\{(.*)\\} (\\d+) (\\d+)");
  private static final String WORKERS = "workersInvocationsAdaptive";
  private static final Pattern SECONDS = Pattern.compile(
      "cloudflare_worker_cpu_seconds_total\\{.*script_name=\"([a-z-]*)\"\\} (\\S+) (\\d+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /** Fails unless every sample of a family is the truth; returns how many there were. */
  static int check(Simulator simulator, List<String> lines, long begin) {
    Map<String, Long> last = new HashMap<>();
    Map<String, Long> truth = new HashMap<>();
    int checked = 0;
    for (String line : lines) {
      Matcher sample = LINE.matcher(line);
      if (sample.matches()) {
        Map<String, String> labels = new TreeMap<>();
        LABEL.matcher(sample.group(1)).results().forEach(l -> labels.put(l.group(1), l.group(2)));
        long at = Long.parseLong(sample.group(3));
        long since = last.getOrDefault(sample.group(1), begin);
        long grown = happened(simulator, labels, since, at);
        long total = truth.merge(sample.group(1), grown, Long::sum);
        assertThat(Long.parseLong(sample.group(2))).as(line).isEqualTo(total);
        assertThat(at).as(line).isGreaterThan(last.getOrDefault(sample.group(1), 0L));
        last.put(sample.group(1), at);
        checked++;
      }
    }
    return checked;
  }

  /** Fails unless every sample of the CPU time of Workers is the truth in seconds; returns how many. */
  static int checkSeconds(Simulator simulator, List<String> lines, long begin) {
    String account = simulator.world().accounts().get(0).id();
    int checked = 0;
    for (String line : lines) {
      Matcher sample = SECONDS.matcher(line);
      if (sample.matches()) {
        long[] micros = {0};
        simulator
            .truth()
            .forEach(
                account,
                WORKERS,
                event -> {
                  if (event.text("scriptName").equals(sample.group(1))) {
                    micros[0] += event.total("cpuTimeUs");
                  }
                },
                begin,
                Long.parseLong(sample.group(3)));
        assertThat(Double.parseDouble(sample.group(2))).as(line).isEqualTo(micros[0] / 1e6);
        checked++;
      }
    }
    return checked;
  }

  /** Requests of the zone and the method that labels name. */
  private static long happened(
      Simulator simulator, Map<String, String> labels, long from, long to) {
    Zone zone = simulator.world().zones().stream()
        .filter(one -> one.name().equals(labels.get("zone")))
        .findFirst()
        .orElseThrow();
    return RequestsByMethod.count(simulator, zone, labels.get("method"), from, to);
  }

  private HistoryTruth() {}
}
