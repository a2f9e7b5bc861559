package io.github.cfexporter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.system.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** conf/prometheus/lablabs.yaml gives series the names and labels of lablabs/cloudflare-exporter. */
@Tag("system")
class LablabsTest {
  private static final Path FILE = Path.of("conf/prometheus/lablabs.yaml");
  private static final String PROMTOOL = "/usr/bin/promtool";
  private static final String NAME = "__name__";

  @Test
  void file_isAcceptedByPrometheus(@TempDir Path directory) throws Exception {
    Programs.need(PROMTOOL);

    Programs.Ended ended = Programs.run(
        directory.resolve("log"), Map.of(), PROMTOOL, "check", "config", FILE.toString());

    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      cloudflare_zone_requests_total                                 | cloudflare_zone_requests_total                             | zone account
      cloudflare_zone_requests_ssl_encrypted_total                   | cloudflare_zone_requests_ssl_encrypted                     | zone account
      cloudflare_zone_requests_content_type_total                    | cloudflare_zone_requests_content_type                      | zone account content_type
      cloudflare_zone_requests_country_total                         | cloudflare_zone_requests_country                           | zone account country
      cloudflare_zone_requests_status_total                          | cloudflare_zone_requests_status                            | zone account status
      cloudflare_zone_requests_browser_map_page_views_total          | cloudflare_zone_requests_browser_map_page_views_count      | zone account family
      cloudflare_zone_requests_origin_status_country_host_total      | cloudflare_zone_requests_origin_status_country_host        | zone account status country host
      cloudflare_zone_requests_status_country_host_total             | cloudflare_zone_requests_status_country_host               | zone account status country host
      cloudflare_zone_bandwidth_total                                | cloudflare_zone_bandwidth_total                            | zone account
      cloudflare_zone_bandwidth_cached_total                         | cloudflare_zone_bandwidth_cached                           | zone account
      cloudflare_zone_bandwidth_ssl_encrypted_total                  | cloudflare_zone_bandwidth_ssl_encrypted                    | zone account
      cloudflare_zone_bandwidth_content_type_total                   | cloudflare_zone_bandwidth_content_type                     | zone account content_type
      cloudflare_zone_bandwidth_country_total                        | cloudflare_zone_bandwidth_country                          | zone account country
      cloudflare_zone_threats_total                                  | cloudflare_zone_threats_total                              | zone account
      cloudflare_zone_threats_country_total                          | cloudflare_zone_threats_country                            | zone account country
      cloudflare_zone_threats_type_total                             | cloudflare_zone_threats_type                               | zone account type
      cloudflare_zone_pageviews_total                                | cloudflare_zone_pageviews_total                            | zone account
      cloudflare_zone_uniques_total                                  | cloudflare_zone_uniques_total                              | zone account
      cloudflare_zone_colocation_visits_total                        | cloudflare_zone_colocation_visits                          | zone account colocation host
      cloudflare_zone_colocation_edge_response_bytes_total           | cloudflare_zone_colocation_edge_response_bytes             | zone account colocation host
      cloudflare_zone_colocation_requests_total                      | cloudflare_zone_colocation_requests_total                  | zone account colocation host
      cloudflare_zone_firewall_events_total                          | cloudflare_zone_firewall_events_count                      | zone account action source rule host country
      cloudflare_zone_health_check_events_origin_total               | cloudflare_zone_health_check_events_origin_count           | zone account health_status origin_ip region fqdn failure_reason
      cloudflare_worker_requests_total                               | cloudflare_worker_requests_count                           | account script_name
      cloudflare_worker_errors_total                                 | cloudflare_worker_errors_count                             | account script_name
      cloudflare_zone_pool_health_status                             | cloudflare_zone_pool_health_status                         | zone account load_balancer_name pool_name
      cloudflare_zone_pool_requests_total                            | cloudflare_zone_pool_requests_total                        | zone account load_balancer_name pool_name origin_name
      cloudflare_logpush_failed_jobs_account_total                   | cloudflare_logpush_failed_jobs_account_count               | account job_id status destination
      cloudflare_logpush_failed_jobs_zone_total                      | cloudflare_logpush_failed_jobs_zone_count                  | zone account job_id destination
      """)
  void series_hasTheNamesThatDashboardsOfOthersKnow(String ours, String theirs, String labels)
      throws IOException {
    Map<String, String> series = relabelled(family(ours));

    assertThat(series.remove(NAME)).isEqualTo(theirs);
    assertThat(series.keySet()).containsExactlyInAnyOrder(labels.strip().split(" "));
  }

  @Test
  void noTwoFamilies_becomeOne_andNoValueIsLost() throws IOException {
    List<String> names = new ArrayList<>();
    for (Family family : Catalog.bundled().families()) {
      Map<String, String> series = relabelled(family);
      names.add(series.remove(NAME));
      assertThat(Set.copyOf(series.values()))
          .as(family.name())
          .hasSize(family.labels().size());
    }

    assertThat(names).doesNotHaveDuplicates();
  }

  private static Family family(String name) {
    return Catalog.bundled().families().stream()
        .filter(family -> family.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** A series of the family, each label with a value of its own, after all rules. */
  private static Map<String, String> relabelled(Family family) throws IOException {
    Map<String, String> labels = new TreeMap<>(Map.of(NAME, family.name()));
    family.labels().forEach(label -> labels.put(label, "a " + label));
    for (Map<String, Object> job : Alert.maps(Alert.load(FILE).get("scrape_configs"))) {
      Alert.maps(job.get("metric_relabel_configs")).forEach(rule -> apply(rule, labels));
    }
    return labels;
  }

  /** The two actions that the file uses, as Prometheus documents them: its patterns match all of a text. */
  private static void apply(Map<String, Object> rule, Map<String, String> labels) {
    Pattern regex = Pattern.compile((String) rule.get("regex"));
    if ("labeldrop".equals(rule.get("action"))) {
      labels.keySet().removeIf(label -> regex.matcher(label).matches());
      return;
    }
    assertThat(rule).doesNotContainKey("action");
    String source = (String) ((List<?>) rule.get("source_labels")).get(0);
    Matcher matcher = regex.matcher(labels.getOrDefault(source, ""));
    if (matcher.matches()) {
      String replacement = (String) rule.getOrDefault("replacement", "${1}");
      labels.put((String) rule.get("target_label"), replacement.replace("${1}", matcher.group(1)));
    }
  }
}
