package io.github.cfexporter.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.exposition.FragmentWriter;
import io.github.cfexporter.settings.values.SeriesNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class NamedViewTest {
  private final NamedView lablabs = NamedView.of(SeriesNames.LABLABS);
  private final NamedView older = NamedView.of(SeriesNames.CLOUDFLARE2025);

  /** What it has, as its source of September 2026 says; "absent" is what migrating-from-lablabs.md tells. */
  @Test
  void lablabs_hasItsFamiliesAndLabels_orTheyAreToldToBeAbsent() throws IOException {
    Map<String, Family> theirs = new HashMap<>();
    lablabs
        .order(Catalog.bundled().families())
        .forEach(family -> theirs.put(family.name(), family));
    String told = Files.readString(Path.of("src/site/markdown/migrating-from-lablabs.md"));

    List<String> lines = Files.readAllLines(Path.of("src/test/resources/names/lablabs.tsv"));

    assertThat(lines).hasSize(50);
    for (String line : lines) {
      String[] family = line.split("\t");
      if (family[1].equals("absent")) {
        assertThat(theirs).as(family[0]).doesNotContainKey(family[0]);
        assertThat(told).contains("`" + family[0] + "`");
      } else {
        assertThat(theirs).containsKey(family[0]);
        assertThat(theirs.get(family[0]).labels())
            .as(family[0])
            .containsExactlyInAnyOrder(family[1].split(","));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = SeriesNames.class, names = "CLOUDFLARE", mode = EnumSource.Mode.EXCLUDE)
  void everyFamilyOfAFile_comesFromOneThatThereIs_andNoNameIsGivenTwice(SeriesNames names) {
    Set<String> ours = new HashSet<>(Set.of("cloudflare_accounts", "cloudflare_zones"));
    Catalog.bundled().families().forEach(family -> ours.add(family.name()));

    NamesFile.read(names.word())
        .values()
        .forEach(said -> assertThat(ours).contains((String) ((Map<?, ?>) said).get("from")));
    assertThat(NamedView.of(names).order(Catalog.bundled().families()))
        .extracting(Family::name)
        .doesNotHaveDuplicates();
  }

  @Test
  void labels_areRenamed_andTheRegionFollowsTheCountry() {
    Fragment ours = new FragmentWriter()
        .family("cloudflare_zone_requests_status_country_host_total")
        .sample(
            List.of("zone", "edge_status", "country", "host"),
            List.of("a.example", "200", "DE", "a \"quoted\", {odd}=\\ \n host"),
            12)
        .family("cloudflare_zone_requests_country_total")
        .sample(List.of("zone", "country"), List.of("a.example", "NO"), 7)
        .sample(List.of("zone", "country"), List.of("a.example", "T1"), 8)
        .finish();

    assertThat(lines(lablabs, ours))
        .containsExactly(
            "cloudflare_zone_requests_status_country_host{zone=\"a.example\",status=\"200\",country=\"DE\","
                + "host=\"a \\\"quoted\\\", {odd}=\\\\ \\n host\"} 12",
            "cloudflare_zone_requests_country{zone=\"a.example\",country=\"NO\",region=\"Europe\"} 7",
            "cloudflare_zone_requests_country{zone=\"a.example\",country=\"T1\",region=\"Unknown\"} 8");
  }

  @Test
  void labelsThatAreNotThere_areAddedUp_overAllFragments() {
    List<String> labels = List.of("zone", "account", "job_id", "destination_type");
    String family = "cloudflare_logpush_failed_jobs_zone_total";
    Fragment one = new FragmentWriter()
        .family(family)
        .sample(labels, List.of("a.example", "a", "7", "s3"), 5)
        .sample(labels, List.of("b.example", "a", "7", "s3"), 6)
        .finish();
    Fragment other = new FragmentWriter()
        .family(family)
        .sample(labels, List.of("c.example", "c", "7", "s3"), 1L << 60)
        .sample(labels, List.of("c.example", "c", "8", "s3"), 1)
        .finish();

    assertThat(lines(lablabs, one, other))
        .containsExactly(
            "cloudflare_logpush_failed_jobs_zone_count{job_id=\"7\",destination=\"s3\"} "
                + ((1L << 60) + 11),
            "cloudflare_logpush_failed_jobs_zone_count{job_id=\"8\",destination=\"s3\"} 1");
  }

  @Test
  void units_areThoseOfTheOthers_andWhatIsNoNumberStays() {
    List<String> labels = List.of("account", "script_name", "quantile");
    Fragment ours = new FragmentWriter()
        .family("cloudflare_worker_invocation_cpu_seconds")
        .sample(labels, List.of("a", "s", "P50"), 0.0015)
        .sample(labels, List.of("a", "s", "P75"), Double.NaN)
        .sample(labels, List.of("a", "s", "P99"), 1.5E-7)
        .finish();

    assertThat(lines(lablabs, ours))
        .containsExactly(
            "cloudflare_worker_cpu_time{account=\"a\",script_name=\"s\",quantile=\"P50\"} 1500",
            "cloudflare_worker_cpu_time{account=\"a\",script_name=\"s\",quantile=\"P75\"} NaN",
            "cloudflare_worker_cpu_time{account=\"a\",script_name=\"s\",quantile=\"P99\"} 0.15");
  }

  @Test
  void statesWithSeriesOfTheirOwn_areOneNumberThere() {
    List<String> labels = List.of("account", "tunnel_id", "status");
    Fragment ours = new FragmentWriter()
        .family("cloudflare_tunnel_status")
        .sample(labels, List.of("a", "t", "down"), 0)
        .sample(labels, List.of("a", "t", "degraded"), 1)
        .sample(labels, List.of("a", "u", "down"), 1)
        .sample(labels, List.of("a", "u", "healthy"), 0)
        .sample(labels, List.of("a", "v", "healthy"), 0)
        .sample(labels, List.of("a", "w", "of another kind"), 1)
        .finish();

    assertThat(lines(lablabs, ours))
        .containsExactly(
            "cloudflare_tunnel_health_status{account=\"a\",tunnel_id=\"t\"} 2",
            "cloudflare_tunnel_health_status{account=\"a\",tunnel_id=\"u\"} 0");
  }

  /** A gauge of ours has the name that a counter has there. */
  @Test
  void familyWhoseNameMeansSomethingElseThere_isLeftOut() {
    Fragment ours = new FragmentWriter()
        .family("cloudflare_zone_requests_cached")
        .sample(List.of("zone"), List.of("a.example"), 3)
        .family("cloudflare_zone_cached_requests_total")
        .sample(List.of("zone"), List.of("a.example"), 300)
        .family("cloudflare_zone_cache_hit_ratio")
        .sample(List.of("zone"), List.of("a.example"), 0.5)
        .finish();

    assertThat(lines(lablabs, ours))
        .containsExactly(
            "cloudflare_zone_requests_cached{zone=\"a.example\"} 300",
            "cloudflare_zone_cache_hit_ratio{zone=\"a.example\"} 0.5");
    assertThat(lablabs.order(Catalog.bundled().families()).stream()
            .filter(family -> family.name().equals("cloudflare_zone_requests_cached")))
        .extracting(Family::type)
        .containsExactly(MetricType.COUNTER);
  }

  @Test
  void olderNames_haveTheirUnits() {
    Fragment ours = new FragmentWriter()
        .family("cloudflare_zone_health_check_rtt_seconds")
        .sample(List.of("zone"), List.of("a.example"), 0.25)
        .finish();

    assertThat(lines(older, ours))
        .containsExactly("cloudflare_zone_health_check_rtt_ms{zone=\"a.example\"} 250");
  }

  @Test
  void fragmentThatHasNotChanged_isTranslatedOnce() {
    Fragment ours = new FragmentWriter()
        .family("cloudflare_zone_threats_type_total")
        .sample(List.of("zone", "type"), List.of("a.example", "bot"), 2)
        .finish();
    Fragment same = new FragmentWriter()
        .family("cloudflare_zone_threats_total")
        .sample(List.of("zone"), List.of("a.example"), 2)
        .finish();

    List<Fragment> first = lablabs.fragments(List.of(ours, same));

    assertThat(lablabs.fragments(List.of(ours, same)).get(0)).isSameAs(first.get(0));
    assertThat(first.get(1)).isSameAs(same);
    assertThat(lablabs.held()).as("what stays as it is holds no memory").isEqualTo(1);
  }

  private static List<String> lines(NamedView view, Fragment... ours) {
    List<String> lines = new ArrayList<>();
    for (Fragment fragment : view.fragments(List.of(ours))) {
      for (String family : fragment.families()) {
        fragment.lines(family, lines::add);
      }
    }
    return lines;
  }
}
