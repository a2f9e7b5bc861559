package io.github.cfexporter.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may change the configuration where nobody has to log in. */
@Tag("unit")
class WriteAccessTest {
  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.8.9.1, true",
    "::1, true",
    "0:0:0:0:0:0:0:1, true",
    "::ffff:127.0.0.1, true",
    "192.0.2.7, false",
    "10.0.0.1, false",
    "172.17.0.1, false",
    "2001:db8::1, false",
    "::ffff:192.0.2.7, false",
    "::, false"
  })
  void onlyThisMachine_mayWrite(String address, boolean mayWrite) {
    assertThat(new WriteAccess(() -> false, false).allows(from(address))).isEqualTo(mayWrite);
  }

  /** Whatever it says: it may have come from anywhere. */
  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "x-forwarded-for", "Forwarded", "X-Real-IP", "Via"})
  void aProxyOnThisMachine_isNotThisMachine(String header) {
    headers.add(header, "127.0.0.1");

    assertThat(new WriteAccess(() -> false, false).allows(from("127.0.0.1"))).isFalse();
    assertThat(new WriteAccess(() -> false, false).allows(from("192.0.2.7"))).isFalse();
  }

  @Test
  void whoHasLoggedIn_orEverybodyWhereItIsOpen_mayWrite() {
    assertThat(new WriteAccess(() -> true, false).allows(from("192.0.2.7"))).isTrue();
    assertThat(new WriteAccess(() -> false, true).allows(from("192.0.2.7"))).isTrue();
  }

  private HttpServerRequest from(String address) {
    SocketAddress remote = SocketAddress.inetSocketAddress(40_000, address);
    return (HttpServerRequest) Proxy.newProxyInstance(
        getClass().getClassLoader(),
        new Class<?>[] {HttpServerRequest.class},
        (request, method, arguments) -> switch (method.getName()) {
          case "headers" -> headers;
          case "remoteAddress" -> remote;
          default -> throw new UnsupportedOperationException(method.getName());
        });
  }
}
