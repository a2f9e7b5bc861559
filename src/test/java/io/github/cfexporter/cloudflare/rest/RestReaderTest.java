package io.github.cfexporter.cloudflare.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.rest.RestKind;
import io.github.cfexporter.cloudflare.rest.RestReading.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RestReaderTest {
  private final FakeRest api = new FakeRest();

  @Test
  void certificates_giveTheEarliestExpiryOfTheirLabels() {
    api.with(
        "/zones/z1/ssl/certificate_packs?status=all&page=1&per_page=50", FakeRest.page("""
            {"id":"p1","type":"universal","status":"active","certificate_authority":"lets_encrypt",
             "certificates":[
              {"id":"c1","issuer":"LetsEncrypt","expires_on":"2026-03-07T23:26:12.000000Z"},
              {"id":"c2","issuer":"LetsEncrypt","expires_on":"2026-02-01T00:00:00Z"},
              {"id":"c3","expires_on":"2027-01-01T00:00:00+00:00"},
              {"id":"c4","issuer":"LetsEncrypt","expires_on":null}]},
            {"id":"p2","type":"advanced","status":"pending_validation","certificates":[]},
            {"id":"p3","type":"advanced","status":"initializing"}""", 1, 1));

    assertThat(samples("ssl-certificates"))
        .containsExactly(
            certificate("2026-02-01T00:00:00Z", "universal", "LetsEncrypt", "active"),
            certificate("2027-01-01T00:00:00Z", "universal", "lets_encrypt", "active"));
  }

  @Test
  void origins_giveTheirWeightPerBalancerAndPool() {
    api.with(
            "/accounts/a1/load_balancers/pools?page=1&per_page=50",
            "{\"success\":true,\"result\":["
                + pool(
                    "p1",
                    "dc-1",
                    "{\"name\":\"o1\",\"enabled\":true,\"weight\":0.56},"
                        + "{\"name\":\"o2\",\"enabled\":false,\"weight\":1},{\"name\":\"o3\"}")
                + "," + pool("p2", "dc-2", "{\"name\":\"o4\",\"weight\":0}")
                + "," + pool("p3", "dc-3", "") + "]}")
        .with("/zones/z1/load_balancers?page=1&per_page=50", """
            {"success":true,"result":[
              {"id":"l1","name":"www.example.com","default_pools":["p1","gone"],"fallback_pool":"p1",
               "region_pools":{"WEU":["p2","p1"]}},
              {"id":"l2","name":"api.example.com","default_pools":null,"fallback_pool":"p3"}]}""");

    assertThat(samples("lb-weight-metrics"))
        .containsExactly(
            weight(0.56, "www.example.com", "dc-1", "o1"),
            weight(1, "www.example.com", "dc-1", "o3"),
            weight(0, "www.example.com", "dc-2", "o4"));
  }

  @Test
  void pools_areListedOncePerAccount() {
    String empty = "{\"success\":true,\"result\":[]}";
    api.with("/accounts/a1/load_balancers/pools?page=1&per_page=50", empty)
        .with("/zones/z1/load_balancers?page=1&per_page=50", empty)
        .with("/zones/z2/load_balancers?page=1&per_page=50", empty);

    RestReader reader = open("lb-weight-metrics");

    assertThat(reader.read("z1").result().samples().values())
        .allSatisfy(samples -> assertThat(samples).isEmpty());
    assertThat(reader.read("z2").result().isIdle()).isTrue();
    assertThat(api.asked).filteredOn(path -> path.contains("/pools")).hasSize(1);
  }

  @Test
  void poolsThatCannotBeRead_areMissedByThoseWhoReferToThem() {
    api.with("/zones/z1/load_balancers?page=1&per_page=50", "{\"success\":true,\"result\":[]}")
        .with("/zones/z2/load_balancers?page=1&per_page=50", """
            {"success":true,"result":[{"id":"l1","name":"www.example.com","default_pools":["p1"]}]}""");

    RestReader reader = open("lb-weight-metrics");

    assertThat(reader.read("z1").result().failures()).isEmpty();
    assertThat(reader.read("z2").result().failures()).containsOnlyKeys(new Part("weights", ""));
  }

  /** What Cloudflare says nothing of is absent, not healthy. */
  @Test
  void poolHealth_isThatOfOriginsThatAreChecked() {
    threePools();

    assertThat(samples("load-balancer-pools"))
        .containsExactlyInAnyOrder(
            new Sample("cloudflare_pool_enabled", List.of("dc-1"), 1),
            new Sample("cloudflare_pool_enabled", List.of("dc-2"), 0),
            new Sample("cloudflare_pool_enabled", List.of("dc-3"), 1),
            new Sample("cloudflare_pool_healthy", List.of("dc-1", "WEU"), 1),
            new Sample("cloudflare_pool_healthy", List.of("dc-1", "EEU"), 0),
            new Sample("cloudflare_pool_origin_healthy", List.of("dc-1", "a", "192.0.2.1"), 0),
            new Sample("cloudflare_pool_origin_healthy", List.of("dc-1", "b", "192.0.2.2"), 1),
            region("healthy", 1, "a", "192.0.2.1", "WEU"),
            region("healthy", 1, "b", "192.0.2.2", "WEU"),
            region("healthy", 0, "a", "192.0.2.1", "EEU"),
            region("rtt", 0.0121, "a", "192.0.2.1", "WEU"),
            region("rtt", 1.5, "b", "192.0.2.2", "WEU"));
    assertThat(api.asked).noneMatch(path -> path.contains("/p2/"));
  }

  @Test
  void oneOfMany_thatCannotBeRead_hidesNoOther() {
    pools("""
        {"id":"p1","name":"dc-1","enabled":true},{"id":"p2","name":"dc-2","enabled":true}""").with("/accounts/a1/load_balancers/pools/p2/health", """
            {"success":true,"result":{"pool_id":"p2","pop_health":{"WEU":{"healthy":true}}}}""");

    RestReading reading = open("load-balancer-pools").read("").result();

    assertThat(reading.failures())
        .containsOnlyKeys(new Part("health", "/accounts/a1/load_balancers/pools/p1/health"));
    assertThat(reading.isInVain()).isFalse();
    assertThat(reading
            .samples()
            .get(new Part("health", "/accounts/a1/load_balancers/pools/p2/health")))
        .containsExactly(new Sample("cloudflare_pool_healthy", List.of("dc-2", "WEU"), 1));
  }

  @Test
  void whatIsDenied_isNotAskedFor() {
    pools("{\"id\":\"p1\",\"name\":\"dc-1\",\"enabled\":true}");
    RestKind pools = kind("load-balancer-pools");
    Set<String> denied = pools.families().stream().map(Family::name).collect(Collectors.toSet());
    denied.remove("cloudflare_pool_enabled");

    RestReader.open(pools.without(denied), "a1", api.rest(), false, 100)
        .compose(reader -> reader.read(""))
        .result();

    assertThat(api.asked).containsExactly("/accounts/a1/load_balancers/pools?page=1&per_page=50");
  }

  @Test
  void everyFamily_hasTheLabelsOfItsScope_andSaysWhereItComesFrom() {
    for (RestKind kind : Catalog.bundled().restKinds()) {
      List<String> labels =
          kind.scope() == Scope.ZONE ? List.of("zone", "account") : List.of("account");
      assertThat(kind.families()).allSatisfy(family -> {
        assertThat(family.labels()).startsWith(labels.toArray(String[]::new));
        assertThat(family.help()).contains("Source REST ");
      });
    }
  }

  @Test
  void families_haveTheContractsLabels() {
    assertThat(kind("ssl-certificates").families().get(0).labels())
        .containsExactly("zone", "account", "type", "issuer", "status");
    assertThat(kind("lb-weight-metrics").families().get(0).labels())
        .containsExactly("zone", "account", "lb_name", "pool_name", "origin_name");
  }

  private void threePools() {
    pools("""
        {"id":"p1","name":"dc-1","enabled":true,"origins":[
          {"name":"a","address":"192.0.2.1"},{"name":"b","address":"192.0.2.2"},
          {"name":"c","address":"192.0.2.3"}]},
        {"id":"p2","name":"dc-2","enabled":false,"origins":[]},
        {"id":"p3","name":"dc-3","enabled":true,"origins":[{"name":"d","address":"192.0.2.4"}]}""")
        .with("/accounts/a1/load_balancers/pools/p1/health", """
            {"success":true,"result":{"pool_id":"p1","pop_health":{
              "WEU":{"healthy":true,"origins":[
                {"192.0.2.1":{"healthy":true,"rtt":"12.1ms"}},
                {"192.0.2.2":{"healthy":true,"rtt":"1.5s"}}]},
              "EEU":{"healthy":false,"origins":[
                {"192.0.2.1":{"healthy":false,"rtt":"0s"}},
                {"192.0.2.9":{"healthy":null,"rtt":"soon"}}]}}}}""")
        .with(
            "/accounts/a1/load_balancers/pools/p3/health",
            "{\"success\":true,\"result\":{\"pool_id\":\"p3\",\"pop_health\":{}}}");
  }

  private FakeRest pools(String items) {
    return api.with(
        "/accounts/a1/load_balancers/pools?page=1&per_page=50", FakeRest.page(items, 1, 1));
  }

  private static RestKind kind(String name) {
    return Catalog.bundled().restKinds().stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private RestReader open(String kind) {
    return RestReader.open(kind(kind), "a1", api.rest(), false, 100).result();
  }

  private List<Sample> samples(String kind) {
    RestReading reading = open(kind).read("z1").result();
    assertThat(reading.failures()).isEmpty();
    return reading.samples().values().stream().flatMap(List::stream).toList();
  }

  private static Sample region(String what, double value, String... labels) {
    String family = what.equals("rtt") ? "origin_rtt_seconds" : "origin_region_healthy";
    List<String> values = new ArrayList<>(List.of("dc-1"));
    values.addAll(List.of(labels));
    return new Sample("cloudflare_pool_" + family, values, value);
  }

  private static Sample certificate(String expiry, String... labels) {
    return new Sample(
        "cloudflare_zone_certificate_validation_status",
        List.of(labels),
        Instant.parse(expiry).getEpochSecond());
  }

  private static Sample weight(double weight, String... labels) {
    return new Sample("cloudflare_zone_lb_origin_weight", List.of(labels), weight);
  }

  private static String pool(String id, String name, String origins) {
    return "{\"id\":\"%s\",\"name\":\"%s\",\"origins\":[%s]}".formatted(id, name, origins);
  }
}
