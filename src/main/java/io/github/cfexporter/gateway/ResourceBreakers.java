package io.github.cfexporter.gateway;

import io.github.cfexporter.bus.CredentialsChanged;
import io.github.cfexporter.bus.RestAsk;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.credentials.Permission;
import io.github.cfexporter.gateway.breaker.Failure;
import io.github.cfexporter.gateway.breaker.ResourceBreaker;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.runtime.Time;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which REST calls may leave, resource by resource, and why the others may not. Tells the log when a
 * path begins to fail, or a whole resource, and when it is answered again.
 */
final class ResourceBreakers {
  private static final Logger logger = LoggerFactory.getLogger(ResourceBreakers.class);
  private static final Pattern ZONE = Pattern.compile("/zones/([^/]+).*");

  private final Time time;
  private final FailureLog failureLog = new FailureLog(logger);
  private final Map<Route, ResourceBreaker> breakers = new HashMap<>();
  private final Map<Path, CloudflareException> causes = new HashMap<>();
  private final Map<Route, CloudflareException> commonCauses = new HashMap<>();

  /** A path without its query; pages of a list stand and fall together. */
  private record Path(String credential, String account, String path) {
    static Path of(RestAsk ask) {
      String path = ask.pathAndQuery().replaceFirst("\\?.*", "");
      return new Path(ask.credential(), ask.account(), path);
    }

    /** The zone; where there is none, the path itself. */
    String subject() {
      Matcher zone = ZONE.matcher(path);
      return zone.matches() ? zone.group(1) : path;
    }

    @Override
    public String toString() {
      String who = credential.isEmpty() ? "" : "credential=" + credential + " ";
      return who + "account=" + account + " api=" + Api.REST.word() + " path=" + path;
    }
  }

  ResourceBreakers(Time time) {
    this.time = time;
  }

  /** Why a call may not leave now; if it may, its outcome must be told. */
  Optional<CloudflareException> refusal(RestAsk ask) {
    Route route = Route.rest(ask);
    Path path = Path.of(ask);
    boolean admitted = breakers
        .computeIfAbsent(route, w -> new ResourceBreaker())
        .admits(path.path(), time.millis());
    return admitted
        ? Optional.empty()
        : Optional.ofNullable(causes.get(path)).or(() -> Optional.of(commonCauses.get(route)));
  }

  void answered(RestAsk ask) {
    Route route = Route.rest(ask);
    Path path = Path.of(ask);
    Optional.ofNullable(breakers.get(route)).ifPresent(breaker -> breaker.answered(path.path()));
    causes.remove(path);
    commonCauses.remove(route);
    failureLog.ended(route.toString());
    failureLog.ended(path.toString());
  }

  /** Takes note of a failed call; returns it with the permission that is missing, if one may be. */
  CloudflareException failed(RestAsk ask, CloudflareException cause) {
    Refusal refusal = cause.refusal();
    Route route = Route.rest(ask);
    Path path = Path.of(ask);
    if (refusal instanceof Refusal.PathRefused || refusal instanceof Refusal.NotForAccountTokens) {
      answered(ask); // a plan or a sort of token that does not include something is no failure
      return cause;
    }
    ResourceBreaker breaker = breakers.computeIfAbsent(route, w -> new ResourceBreaker());
    if (refusal.about() == Refusal.About.PACE) {
      breaker.unknown();
      return cause;
    }
    CloudflareException told = needing(ask, cause);
    Failure failure = CircuitBreakers.failure(told, time.jitter());
    boolean wasOpen = breaker.isOpen();
    breaker.failed(path.path(), path.subject(), likeness(told), failure, time.millis());
    causes.put(path, told);
    commonCauses.put(route, told);
    log(route, path, told, wasOpen, breaker.isOpen());
    return told;
  }

  /** The failure with the permission that is missing, if one may be. */
  private static CloudflareException needing(RestAsk ask, CloudflareException cause) {
    return cause.refusal() instanceof Refusal.AuthFailed
        ? Permission.of(ask.pathAndQuery())
            .map(permission -> cause.needing(permission.title()))
            .orElse(cause)
        : cause;
  }

  private void log(
      Route route, Path path, CloudflareException cause, boolean wasOpen, boolean isOpen) {
    if (isOpen) {
      failureLog.arose(route.toString(), cause);
      return;
    }
    if (wasOpen) {
      failureLog.ended(route.toString());
    }
    failureLog.arose(path.toString(), cause);
  }

  /** Forgets an account that is gone. */
  void forget(String account) {
    breakers.keySet().removeIf(route -> route.account().equals(account));
    commonCauses.keySet().removeIf(route -> route.account().equals(account));
    causes.keySet().removeIf(path -> path.account().equals(account));
  }

  /** Forgets credentials that are gone, and what those were refused that may be let in now. */
  void reassign(CredentialsChanged change) {
    Predicate<String> gone = id -> !id.isEmpty() && !change.present().contains(id);
    Set<Route> over = new HashSet<>(breakers.keySet());
    over.removeIf(route -> !gone.test(route.credential())
        && !(change.valid().contains(route.credential()) && isForbidden(route)));
    breakers.keySet().removeAll(over);
    commonCauses.keySet().removeAll(over);
    causes
        .keySet()
        .removeIf(path -> gone.test(path.credential())
            || (change.valid().contains(path.credential()) && Calls.isForbidden(causes.get(path))));
  }

  private boolean isForbidden(Route route) {
    return Optional.ofNullable(commonCauses.get(route))
        .filter(Calls::isForbidden)
        .isPresent();
  }

  /** Failures that may have one cause; a refusal with another status is about what was asked for. */
  private static String likeness(CloudflareException cause) {
    Refusal refusal = cause.refusal();
    return refusal instanceof Refusal.Unexplained || refusal instanceof Refusal.TooLarge
        ? ""
        : cause.code().name();
  }
}
