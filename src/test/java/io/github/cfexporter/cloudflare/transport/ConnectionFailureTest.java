package io.github.cfexporter.cloudflare.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.Call;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** cases.md 22a: the innermost cause is told, and what to do about it. */
@ExtendWith(VertxExtension.class)
@Tag("unit")
class ConnectionFailureTest {
  @TempDir
  Path directory;

  @Test
  void certificateOfAnUnknownAuthority_isToldWithTheWayOut(Vertx vertx, VertxTestContext test)
      throws Exception {
    Path keys = selfSigned();
    HttpServerOptions secure = new HttpServerOptions()
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(new PfxOptions().setPath(keys.toString()).setPassword("secret"));
    vertx
        .createHttpServer(secure)
        .requestHandler(request -> request.response().end())
        .listen(0, "127.0.0.1")
        .map(server -> new HttpTransport(
            vertx,
            URI.create("https://127.0.0.1:" + server.actualPort() + "/"),
            () -> "token",
            "1.2.3",
            new HttpTransport.Bounds(Duration.ofSeconds(60), Duration.ofSeconds(60), 1000)))
        .compose(transport -> transport.send(Call.get("/")))
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(cause)
              .hasMessageContaining("authority that Java does not know")
              .hasMessageContaining("CA_FILE")
              .hasMessageContaining("unable to find valid certification path");
          test.completeNow();
        })));
  }

  /** A key of localhost and its own certificate, with the password {@code secret}. */
  private Path selfSigned() throws Exception {
    Path keys = directory.resolve("keys.p12");
    Process keytool = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "test",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost",
            "-storetype",
            "PKCS12",
            "-storepass",
            "secret",
            "-keystore",
            keys.toString())
        .redirectErrorStream(true)
        .start();
    keytool.getInputStream().readAllBytes();
    assertThat(keytool.waitFor()).isZero();
    return keys;
  }

  @Test
  void certificateThatIsNotOfNow_isTold() {
    assertThat(told(new CertificateExpiredException("NotAfter: yesterday")))
        .startsWith("the certificate of api.example has expired")
        .endsWith("[CertificateExpiredException: NotAfter: yesterday]");
    assertThat(told(new CertificateNotYetValidException("NotBefore: tomorrow")))
        .startsWith("the certificate of api.example is not valid yet");
  }

  @Test
  void certificateOfAnotherHost_isTold() {
    assertThat(told(new CertificateException(
            "No subject alternative DNS name matching api.example found.")))
        .startsWith("the certificate is for another host name than api.example");
    assertThat(told(new CertificateException("No name matching api.example found")))
        .startsWith("the certificate is for another host name than api.example");
  }

  @Test
  void anythingElse_isToldWithItsInnermostCause() {
    assertThat(told(new IllegalStateException("odd")))
        .isEqualTo("SSLHandshakeException: Failed to create SSL connection"
            + " [IllegalStateException: odd]");
    assertThat(ConnectionFailure.explain(new ConnectException("refused"), "api.example"))
        .isEqualTo("ConnectException: refused");
  }

  private static String told(Exception innermost) {
    SSLHandshakeException outer = new SSLHandshakeException("Failed to create SSL connection");
    outer.initCause(new RuntimeException("between", innermost));
    return ConnectionFailure.explain(outer, "api.example");
  }
}
