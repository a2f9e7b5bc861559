package io.github.cfexporter.http;

import io.github.cfexporter.http.access.Credentials;
import io.github.cfexporter.http.access.LoginGuard;
import io.github.cfexporter.http.access.OncePerMinute;
import io.github.cfexporter.report.Refused;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets requests pass that bring the user and the password, or all where none are set. */
final class Login implements Handler<RoutingContext> {
  private static final Logger logger = LoggerFactory.getLogger(Login.class);

  private final Optional<Credentials> credentials;
  private final LoginGuard guard;
  private final Refused refused;
  private final OncePerMinute wrong;

  Login(Optional<Credentials> credentials, LongSupplier millis, Refused refused) {
    this.credentials = credentials;
    this.guard = new LoginGuard(millis);
    this.refused = refused;
    this.wrong = new OncePerMinute(millis);
  }

  @Override
  public void handle(RoutingContext request) {
    String authorization = Optional.ofNullable(
            request.request().getHeader(HttpHeaders.AUTHORIZATION))
        .orElse("");
    if (credentials.isEmpty()) {
      request.next();
    } else if (authorization.isEmpty()) {
      askFor(request);
    } else {
      compare(request, authorization, credentials.get());
    }
  }

  private void compare(RoutingContext request, String authorization, Credentials expected) {
    String address = request.request().remoteAddress().hostAddress();
    long wait = guard.pauseOf(address);
    if (wait > 0) {
      note(address);
      tooMany(request, wait);
    } else if (expected.areIn(authorization)) {
      request.next();
    } else {
      note(address);
      long delay = guard.wrong(address);
      if (delay == 0) {
        askFor(request);
      } else {
        request.vertx().setTimer(delay, late -> askFor(request));
      }
    }
  }

  private void note(String address) {
    refused.count(Refused.Reason.PASSWORD);
    wrong
        .happened()
        .ifPresent(times -> logger.warn(
            "wrong user or password: address={} times={}; at most one such line a minute",
            address,
            times));
  }

  private static void askFor(RoutingContext request) {
    if (request.response().closed()) {
      return;
    }
    request
        .response()
        .putHeader("WWW-Authenticate", "Basic realm=\"Cloudflare exporter\", charset=\"UTF-8\"");
    Answering.error(request, 401, "user and password are required", List.of());
  }

  private static void tooMany(RoutingContext request, long waitMillis) {
    long seconds = (waitMillis + 999) / 1000;
    request.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    Answering.error(
        request,
        429,
        "too many wrong passwords came from this address",
        List.of("try again in " + seconds + " s"));
  }
}
