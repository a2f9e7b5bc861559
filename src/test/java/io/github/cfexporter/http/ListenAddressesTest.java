package io.github.cfexporter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.transport.HttpTransport;
import io.github.cfexporter.http.access.HostNames;
import io.github.cfexporter.http.webconfig.LiveWebConfig;
import io.github.cfexporter.settings.values.SeriesNames;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the server listens. */
@Tag("unit")
@ExtendWith(VertxExtension.class)
class ListenAddressesTest {
  private final HttpSourcesFixture exporter = new HttpSourcesFixture();

  @Test
  void severalAddresses_areListenedTo_onOnePort(Vertx vertx) throws Exception {
    HttpVerticle verticle = new HttpVerticle(
        new HttpSettings(
            List.of("127.0.0.1", "127.0.0.2"),
            0,
            "/metrics",
            SeriesNames.CLOUDFLARE,
            false,
            Optional.empty(),
            new HostNames(List.of()),
            HttpLimits.usual(),
            LiveWebConfig.none(),
            false),
        exporter.sources());
    vertx.deployVerticle(verticle).await();

    for (String address : List.of("127.0.0.1", "127.0.0.2")) {
      URI uri = URI.create("http://" + address + ":" + verticle.port() + "/-/healthy");
      assertThat(HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
              .statusCode())
          .isEqualTo(200);
    }
  }

  /** And the exporter's own client finds it there, as it would an API. */
  @Test
  void ipv6_isListenedTo_andCalled(Vertx vertx) throws Exception {
    InetAddress address = InetAddress.getAllByName("::1")[0];
    assumeTrue(NetworkInterface.getByInetAddress(address) != null, "no IPv6");
    HttpVerticle verticle = new HttpVerticle(
        new HttpSettings("::1", 0, "/metrics", false, Optional.empty()), exporter.sources());
    vertx.deployVerticle(verticle).await();
    HttpTransport client = new HttpTransport(
        vertx,
        URI.create("http://[::1]:" + verticle.port()),
        credential -> Map.of("Authorization", "Bearer token"),
        "1.2.3");

    assertThat(client.send(Call.get("/-/healthy")).await().status()).isEqualTo(200);
  }
}
