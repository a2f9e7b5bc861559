package io.github.cfexporter.http.webconfig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Keys and certificates, made by Java's keytool: {@code server} and {@code renewed} are of localhost and api.example;
 * {@code prometheus} and {@code grafana} are clients of {@code ca}, {@code stranger} of {@code other}.
 */
public final class Pems {
  private static final char[] PASSWORD = "secret".toCharArray();

  /** Made once, because each takes a process. */
  private static volatile Pems made;

  private final Path store;

  private Pems(Path directory) {
    this.store = directory.resolve("keys.p12");
  }

  public static synchronized Pems made() throws Exception {
    if (made == null) {
      Path directory = Files.createTempDirectory("pems");
      Pems pems = new Pems(directory);
      for (String server : List.of("server", "renewed")) {
        pems.make(server, "-ext", "san=dns:localhost,ip:127.0.0.1,dns:api.example");
      }
      pems.make("ca", "-ext", "bc:c");
      pems.make("other", "-ext", "bc:c");
      pems.client("prometheus", "ca");
      pems.client("grafana", "ca");
      pems.client("stranger", "other");
      pems.store.toFile().deleteOnExit();
      directory.toFile().deleteOnExit();
      made = pems;
    }
    return made;
  }

  private void client(String alias, String authority) throws Exception {
    make(alias, "-signer", authority, "-ext", "san=dns:" + alias + ".example");
  }

  private void make(String alias, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-J-XX:TieredStopAtLevel=1", // it lives for a second
        "-J-XX:+UseSerialGC",
        "-genkeypair",
        "-alias",
        alias,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + alias,
        "-storetype",
        "PKCS12",
        "-storepass",
        new String(PASSWORD),
        "-keystore",
        store.toString()));
    command.addAll(List.of(more));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
  }

  public String certificate(String alias) throws Exception {
    StringBuilder chain = new StringBuilder();
    for (Certificate certificate : keys().getCertificateChain(alias)) {
      chain.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    return chain.toString();
  }

  public String key(String alias) throws Exception {
    Key key = keys().getKey(alias, PASSWORD);
    return pem("PRIVATE KEY", key.getEncoded());
  }

  /** Writes both, as {@code server.crt} and {@code server.key}, say. */
  public void write(String alias, Path certificate, Path key) throws Exception {
    Files.writeString(certificate, certificate(alias));
    Files.writeString(key, key(alias));
  }

  /** What a server of Vert.x shows. */
  public HttpServerOptions options(String alias) throws Exception {
    return new HttpServerOptions()
        .setSsl(true)
        .setKeyCertOptions(new PemKeyCertOptions()
            .addCertValue(Buffer.buffer(certificate(alias)))
            .addKeyValue(Buffer.buffer(key(alias))));
  }

  /** What a client trusts and shows. */
  public SSLContext client(List<String> trusted, List<String> shown) throws Exception {
    KeyStore all = keys();
    KeyStore trust = empty();
    for (String alias : trusted) {
      trust.setCertificateEntry(alias, all.getCertificate(alias));
    }
    KeyStore own = empty();
    for (String alias : shown) {
      own.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
    }
    TrustManagerFactory judges = TrustManagerFactory.getInstance("PKIX");
    judges.init(trust);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, PASSWORD);
    KeyManager[] managers = keys.getKeyManagers();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        shown.isEmpty() ? managers : new KeyManager[] {new Insisting(own, shown.get(0))},
        judges.getTrustManagers(),
        null);
    return context;
  }

  private KeyStore keys() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static String pem(String kind, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }

  /** Shows its certificate whomever the server asks for. */
  private static final class Insisting extends X509ExtendedKeyManager {
    private final KeyStore own;
    private final String alias;

    Insisting(KeyStore own, String alias) {
      this.own = own;
      this.alias = alias;
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
      return alias;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[] {alias};
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return alias;
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String wanted) {
      try {
        return Arrays.stream(own.getCertificateChain(wanted))
            .map(X509Certificate.class::cast)
            .toArray(X509Certificate[]::new);
      } catch (KeyStoreException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public PrivateKey getPrivateKey(String wanted) {
      try {
        return (PrivateKey) own.getKey(wanted, PASSWORD);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
