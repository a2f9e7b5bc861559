package io.github.cfexporter.cloudflare.transport;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Why there was no connection, in words for whoever has to mend it. */
final class ConnectionFailure {
  private static final int DEEPEST = 20;

  /**
   * The failure as its callers know failures.
   *
   * @param proxy host and port of the proxy that was asked, if any
   */
  static CloudflareException of(Throwable cause, String host, Optional<String> proxy) {
    if (cause instanceof CloudflareException known) {
      return known;
    }
    if (cause.getCause() instanceof CloudflareException known) {
      return known; // a reset wraps its reason
    }
    boolean late = cause instanceof ConnectTimeoutException || cause instanceof TimeoutException;
    return CloudflareException.unanswered(
        late ? new Refusal.TimedOut() : new Refusal.Temporary(Duration.ZERO),
        proxy
            .map(asked -> explainProxied(cause, host, asked))
            .orElseGet(() -> explain(cause, host)),
        cause);
  }

  /** @param host whom the connection was meant for */
  static String explain(Throwable failure, String host) {
    Throwable cause = failure;
    for (int depth = 0; depth < DEEPEST; depth++) {
      String known = known(cause, host);
      if (!known.isEmpty()) {
        return known + " [" + text(cause) + "]";
      }
      if (cause.getCause() == null || cause.getCause() == cause) {
        break;
      }
      cause = cause.getCause();
    }
    return cause == failure ? text(failure) : text(failure) + " [" + text(cause) + "]";
  }

  /**
   * The same, where a proxy is asked for a tunnel.
   *
   * @param proxy its host and port
   */
  private static String explainProxied(Throwable failure, String host, String proxy) {
    String text = explain(failure, host);
    boolean ofProxy = failure instanceof UnknownHostException
        || failure instanceof ConnectException
        || failure.getClass().getName().contains("Proxy");
    return ofProxy
        ? "the proxy " + proxy + " gives no way to " + host + "; see HTTPS_PROXY and NO_PROXY ["
            + text + "]"
        : text;
  }

  private static String known(Throwable cause, String host) {
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof UnknownHostException) {
      return "no address is known of " + host
          + "; see whether this machine can resolve names, and CLOUDFLARE_API_BASE_URL";
    } else if (cause instanceof CertificateExpiredException) {
      return "the certificate of " + host + " has expired, or this machine's clock is ahead; see"
          + " who answers there";
    } else if (cause instanceof CertificateNotYetValidException) {
      return "the certificate of " + host + " is not valid yet; this machine's clock is most"
          + " likely behind";
    } else if (cause instanceof CertPathBuilderException) {
      return "the certificate of " + host + " comes from an authority that Java does not know; if"
          + " a proxy looks into the traffic, name the file of its certificate in CA_FILE";
    } else if (cause instanceof CertPathValidatorException && !hasCause(cause)) {
      return "the certificate of " + host + " cannot be trusted";
    } else if (cause instanceof CertificateException
        && (message.startsWith("No subject alternative")
            || message.startsWith("No name matching"))) {
      return "the certificate is for another host name than " + host + "; see who answers there,"
          + " and CLOUDFLARE_API_BASE_URL";
    }
    return "";
  }

  private static boolean hasCause(Throwable error) {
    return error.getCause() != null && error.getCause() != error;
  }

  private static String text(Throwable error) {
    return error.getClass().getSimpleName() + ": " + error.getMessage();
  }

  private ConnectionFailure() {}
}
