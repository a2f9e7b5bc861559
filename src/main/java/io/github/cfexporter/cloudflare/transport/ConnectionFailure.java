package io.github.cfexporter.cloudflare.transport;

import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/** Why there was no connection, in words for whoever has to mend it. */
final class ConnectionFailure {
  private static final int DEEPEST = 20;

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
          + " a proxy looks into the traffic, name its certificate to Java with"
          + " -Djavax.net.ssl.trustStore";
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
