package io.github.cfexporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.report.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every path with every method, from every kind of client, as section 4 of the contract has it;
 * cases.md 31, 34 and 42. Over sockets, since no client library sends what is asked for here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("unit")
class EveryRequestTest {
  private static final String JSON = "{\"value\": 7}";
  private static final List<String> METHODS = List.of(
      "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "FOO");
  private static final String LOGIN = "Authorization: Basic "
      + Base64.getEncoder().encodeToString("prom:right".getBytes(StandardCharsets.UTF_8)) + "\r\n";

  private final ContractServers servers = new ContractServers();
  private final int open = servers.open();
  private final int closed = servers.closed();

  @AfterAll
  void close() {
    servers.close();
  }

  @Test
  void everyPath_answersEveryMethod_asTheContractSays() {
    for (String method : METHODS) {
      for (String path : ContractPaths.all()) {
        String expected = ContractPaths.status(method, path);
        assertThat(answer(open, method, path, "Host: " + ContractServers.OWN + "\r\n"))
            .as("%s %s", method, path)
            .startsWith("HTTP/1.1 " + expected);
        assertThat(answer(closed, method, path, "Host: " + ContractServers.OWN + "\r\n" + LOGIN))
            .as("%s %s with the password", method, path)
            .startsWith("HTTP/1.1 " + expected);
        assertThat(answer(closed, method, path, "Host: " + ContractServers.OWN + "\r\n"))
            .as("%s %s without the password", method, path)
            .startsWith("HTTP/1.1 " + (ContractPaths.PROBES.contains(path) ? expected : "401"));
      }
    }
  }

  @Test
  void bodiesOfAnyType_areRefused_whereNoneBelongs() {
    for (String type : List.of(
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "application/json",
        "nonsense",
        "")) {
      for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "GET")) {
        for (String path : ContractPaths.all()) {
          String headers = "Host: " + ContractServers.OWN + "\r\nContent-Type: " + type
              + "\r\nContent-Length: 4\r\n";
          boolean wanted = method.equals("PUT") && path.equals("/config/queryLimit");
          String expected = wanted
              ? type.equals("application/json") ? "400" : "415"
              : ContractPaths.status(method, path);
          assertThat(RawClient.statusLine(open, method, path, headers, "--x-"))
              .as("%s %s %s", method, path, type)
              .startsWith("HTTP/1.1 " + expected);
        }
      }
    }
    assertThat(servers.overrides().stored).isEmpty();
  }

  @Test
  void foreignHost_getsMetricsAndProbes_andNothingElse() {
    for (String host :
        List.of("evil.example", "evil.example:8787", "127.0.0.1.evil.example", "2130706433")) {
      String headers = "Host: " + host + "\r\nOrigin: http://" + host + "\r\n";
      for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "POST")) {
        for (String path : ContractPaths.all()) {
          boolean machine =
              ContractPaths.PROBES.contains(path) || ContractPaths.MACHINES.contains(path);
          assertThat(answer(open, method, path, headers))
              .as("%s %s of %s", method, path, host)
              .startsWith("HTTP/1.1 " + (machine ? ContractPaths.status(method, path) : "403"));
          assertThat(answer(closed, method, path, headers + LOGIN))
              .as("%s %s of %s with the password", method, path, host)
              .startsWith("HTTP/1.1 " + (machine ? ContractPaths.status(method, path) : "403"));
        }
      }
    }
    assertThat(servers.exporter().refused).contains(Refused.Reason.HOST);
  }

  @Test
  void foreignOrigin_changesNothing_underAnyNameOfOurs() {
    String json = "{\"value\": 7}";
    for (String host :
        List.of(ContractServers.OWN, "localhost:80", "127.0.0.1", "[::1]:9", "EXPORTER.example.")) {
      String headers = "Host: " + host + "\r\nContent-Type: application/json\r\nContent-Length: "
          + json.length() + "\r\n";
      assertThat(RawClient.statusLine(
              open, "PUT", "/config/queryLimit", headers + "Origin: http://evil.example\r\n", json))
          .startsWith("HTTP/1.1 403");
      assertThat(RawClient.statusLine(
              open, "DELETE", "/config", headers + "Origin: http://evil.example\r\n", json))
          .startsWith("HTTP/1.1 403");
      assertThat(RawClient.statusLine(open, "PUT", "/config/queryLimit", headers, json))
          .startsWith("HTTP/1.1 200");
      assertThat(answer(open, "DELETE", "/config/queryLimit", "Host: " + host + "\r\n"))
          .startsWith("HTTP/1.1 200");
    }
    assertThat(answer(
            open, "GET", "/config", "Host: " + ContractServers.OWN + "\r\nHost: evil.example\r\n"))
        .doesNotStartWith("HTTP/1.1 200");
  }

  @Test
  void requestTargetsThatAreNoPaths_areRefusedInOneLine() {
    for (String target : List.of(
        "*", "http://127.0.0.1/metrics", "/%", "/%zz", "//", "/..", "x", "/config/%2e%2e")) {
      for (String method : List.of("GET", "OPTIONS", "CONNECT", "PUT")) {
        assertThat(answer(open, method, target, "Host: " + ContractServers.OWN + "\r\n"))
            .as("%s %s", method, target)
            .doesNotStartWith("HTTP/1.1 5");
      }
    }
  }

  /** So that no route is added without a row in the tables of this class. */
  @Test
  void everyRoute_isInTheTables() {
    Set<String> known = new TreeSet<>(ContractPaths.all());
    known.remove("/nothing/here");
    known.remove("/config/queryLimit");
    known.add("/config/:key");

    assertThat(servers.routes()).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void everyPath_withEveryHostAndOrigin_asTheRulesSay() {
    for (String host :
        List.of(ContractServers.OWN, "localhost:81", "10.1.2.3:8787", "evil.example", "")) {
      for (String origin : List.of("", "http://" + host, "https://other.example", "null")) {
        for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "POST", "OPTIONS", "FOO")) {
          for (String path : ContractPaths.ONE_OF_EACH) {
            assertRules(open, method, path, host, origin, "");
            assertRules(closed, method, path, host, origin, LOGIN);
          }
          assertRules(closed, method, "/config/queryLimit", host, origin, "");
        }
      }
    }
  }

  private void assertRules(
      int port, String method, String path, String host, String origin, String login) {
    boolean foreignHost = host.equals("evil.example");
    boolean foreignOrigin = !origin.isEmpty() && !origin.equals("http://" + host);
    boolean put = method.equals("PUT") && path.equals("/config/queryLimit");
    String headers = (host.isEmpty() ? "" : "Host: " + host + "\r\n")
        + (origin.isEmpty() || origin.equals("http://") ? "" : "Origin: " + origin + "\r\n")
        + (put ? "Content-Type: application/json\r\nContent-Length: " + JSON.length() + "\r\n" : "")
        + login;
    String expected;
    if (host.isEmpty()) {
      expected = "400"; // RFC 9112 section 3.2
    } else if (foreignHost
        && !ContractPaths.MACHINES.contains(path)
        && !ContractPaths.PROBES.contains(path)) {
      expected = "403";
    } else if (port == closed && login.isEmpty() && !ContractPaths.PROBES.contains(path)) {
      expected = "401";
    } else {
      String usual = put ? "200" : ContractPaths.status(method, path);
      boolean changes = !Set.of("GET", "HEAD").contains(method) && usual.equals("200");
      expected = changes && foreignOrigin ? "403" : usual;
    }
    String answer = RawClient.answer(port, method, path, headers, put ? JSON : "");
    assertThat(answer)
        .as("%s %s of host %s, origin %s", method, path, host, origin)
        .startsWith("HTTP/1.1 " + expected)
        .doesNotContainIgnoringCase("Access-Control-"); // no other site may read it
  }

  private static String answer(int port, String method, String path, String headers) {
    return RawClient.statusLine(port, method, path, headers, "");
  }
}
