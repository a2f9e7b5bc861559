package io.github.cfexporter.cloudflare.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.rest.RestKind.Sample;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RestKindTest {
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

    assertThat(samples(new SslCertificates()))
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

    assertThat(samples(new LoadBalancerWeights()))
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

    RestKind.ZoneReader reader =
        new LoadBalancerWeights().open("a1", api.rest()).result();

    assertThat(reader.read("z1").result()).isEmpty();
    assertThat(reader.read("z2").result()).isEmpty();
    assertThat(api.asked).filteredOn(path -> path.contains("/pools")).hasSize(1);
  }

  @Test
  void everySample_fitsItsFamily() {
    for (RestKind kind : List.of(new SslCertificates(), new LoadBalancerWeights())) {
      assertThat(kind.families()).allSatisfy(family -> {
        assertThat(family.labels()).startsWith("zone", "account");
        assertThat(family.help()).contains("Source REST ");
      });
    }
  }

  @Test
  void families_haveTheContractsLabels() {
    assertThat(new SslCertificates().families().get(0).labels())
        .containsExactly("zone", "account", "type", "issuer", "status");
    assertThat(new LoadBalancerWeights().families().get(0).labels())
        .containsExactly("zone", "account", "lb_name", "pool_name", "origin_name");
  }

  private List<Sample> samples(RestKind kind) {
    return kind.open("a1", api.rest()).compose(reader -> reader.read("z1")).result();
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
