package io.github.cfexporter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.config.SettingsReader;
import io.github.cfexporter.settings.values.ProxyAddress;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts are asked without a proxy, and what a proxy may be called. */
@Tag("unit")
class NoProxyTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ''                      | api.example     | 443  | false
      ''                      | localhost       | 443  | true
      ''                      | x.localhost     | 443  | true
      ''                      | 127.9.9.9       | 443  | true
      ''                      | [::1]           | 443  | true
      *                       | api.example     | 443  | true
      api.example             | api.example     | 443  | true
      API.Example             | api.EXAMPLE.    | 443  | true
      example                 | api.example     | 443  | true
      .example                | api.example     | 443  | true
      *.example               | api.example     | 443  | true
      .api.example            | api.example     | 443  | false
      pi.example              | api.example     | 443  | false
      other, api.example      | api.example     | 443  | true
      other api.example       | api.example     | 443  | true
      api.example:443         | api.example     | 443  | true
      api.example:8443        | api.example     | 443  | false
      192.0.2.7               | 192.0.2.7       | 443  | true
      192.0.2.0/24            | 192.0.2.7       | 443  | true
      192.0.2.0/30            | 192.0.2.7       | 443  | false
      192.0.2.7:443           | 192.0.2.7       | 443  | true
      192.0.2.0/33            | 192.0.2.7       | 443  | false
      192.0.2.0/x             | 192.0.2.7       | 443  | false
      2001:db8::/32           | [2001:db8::7]   | 443  | true
      2001:db8::7             | [2001:db8:0::7] | 443  | true
      [2001:db8::7]:443       | [2001:db8::7]   | 443  | true
      [2001:db8::7]:1         | [2001:db8::7]   | 443  | false
      10.0.0.0/8              | [2001:db8::7]   | 443  | false
      0.0.0.0/0               | 192.0.2.7       | 443  | true
      ,,  ,                   | api.example     | 443  | false
      """)
  void hostInTheList_isAskedDirectly(String list, String host, int port, boolean direct) {
    assertThat(new NoProxy(list).covers(host, port)).isEqualTo(direct);
  }

  @ParameterizedTest
  @CsvSource({
    "http://proxy.example:3128, proxy.example:3128, '', ''",
    "http://proxy.example:3128/, proxy.example:3128, '', ''",
    "proxy.example:3128, proxy.example:3128, '', ''",
    "HTTP://10.0.0.1, 10.0.0.1:80, '', ''",
    "http://[2001:db8::1]:3128, 2001:db8::1:3128, '', ''",
    "http://prom:s%40crE+t@proxy:1, proxy:1, prom, s@crE+t",
    "http://prom@proxy:1, proxy:1, prom, ''"
  })
  void proxy_isRead(String text, String address, String user, String password) {
    ProxyAddress proxy = ProxyAddress.parse(text);

    assertThat(proxy).hasToString(address);
    assertThat(proxy.user()).isEqualTo(user);
    assertThat(proxy.password()).isEqualTo(password);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://proxy:1",
        "socks5://proxy:1",
        "http://",
        "http://proxy:99999",
        "http://proxy/path",
        "http://proxy?x",
        "http://us er:secret-one@proxy",
        "http://user:%zz-secret-one@proxy"
      })
  void whatIsNoHttpProxy_isRefused_withoutBeingShown(String text) {
    assertThatThrownBy(() -> Settings.read(Given.environment("HTTPS_PROXY", text)))
        .hasMessageContaining("HTTPS_PROXY")
        .hasMessageContaining("(not shown) is refused, allowed is http://host:port")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret-one"));
  }

  @Test
  void bothSpellings_mayBeSet_andTheUsualOneCounts() {
    Settings settings =
        new SettingsReader(Map.of("no_proxy", "lower", "NO_PROXY", "UPPER")).read(Map.of());

    assertThat(settings.get(NetworkSettings.NO_PROXY)).contains("UPPER");
  }
}
