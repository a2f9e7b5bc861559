package io.github.cfexporter.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.SettingsException;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** A file of certificates, in PEM, of those who may sign for a server. Reading it blocks. */
public final class AuthorityFile {
  /**
   * Believes those of the file alone.
   *
   * @param setting names the file
   * @throws SettingsException if it cannot be read, or holds no certificate
   */
  public static TrustOptions alone(Setting<?> setting, Path file) {
    return trust(setting, file, false);
  }

  /** The same, and believes those that Java trusts, too. */
  public static TrustOptions besideJava(Setting<?> setting, Path file) {
    return trust(setting, file, true);
  }

  private static TrustOptions trust(Setting<?> setting, Path file, boolean java) {
    try {
      List<Certificate> own = read(file);
      if (own.isEmpty()) {
        throw refused(setting, file, "there is none");
      }
      List<Certificate> all =
          Stream.concat(own.stream(), java ? ofJava() : Stream.of()).toList();
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int number = 0; number < all.size(); number++) {
        store.setCertificateEntry("authority" + number, all.get(number));
      }
      return TrustOptions.wrap(factory(store));
    } catch (IOException e) {
      throw refused(setting, file, SmallFile.cause(e));
    } catch (GeneralSecurityException e) {
      throw refused(setting, file, e.getClass().getSimpleName());
    }
  }

  private static List<Certificate> read(Path file) throws IOException, GeneralSecurityException {
    return new ArrayList<>(CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(SmallFile.read(file).getBytes(UTF_8))));
  }

  private static Stream<Certificate> ofJava() throws GeneralSecurityException {
    return Arrays.stream(factory(null).getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()));
  }

  /** @param store null for Java's */
  private static TrustManagerFactory factory(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private static SettingsException refused(Setting<?> setting, Path file, String why) {
    return new SettingsException(new Mistake(
        setting.variable(),
        "\"" + file + "\" is refused, allowed is a file of certificates in PEM (" + why + ")"));
  }

  private AuthorityFile() {}
}
