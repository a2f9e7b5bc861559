package io.github.cfexporter.http;

import io.github.cfexporter.http.access.Credentials;
import io.github.cfexporter.http.access.HashedLogins;
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
  private final HashedLogins hashed;
  private final LoginGuard guard;
  private final Refused refused;
  private final OncePerMinute wrong;

  /** @param hashed users whose passwords are as good, if there are any */
  Login(
      Optional<Credentials> credentials,
      HashedLogins hashed,
      LongSupplier millis,
      Refused refused) {
    this.credentials = credentials;
    this.hashed = hashed;
    this.guard = new LoginGuard(millis);
    this.refused = refused;
    this.wrong = new OncePerMinute(millis);
  }

  @Override
  public void handle(RoutingContext request) {
    String authorization = Optional.ofNullable(
            request.request().getHeader(HttpHeaders.AUTHORIZATION))
        .orElse("");
    if (credentials.isEmpty() && !hashed.areAskedFor()) {
      request.next();
    } else if (authorization.isEmpty()) {
      askFor(request);
    } else {
      compare(request, authorization);
    }
  }

  private void compare(RoutingContext request, String authorization) {
    String address = request.request().remoteAddress().hostAddress();
    long wait = guard.pauseOf(address);
    if (wait > 0) {
      note(address);
      tooMany(request, wait);
    } else if (credentials.filter(expected -> expected.areIn(authorization)).isPresent()
        || hashed.isKnown(authorization)) {
      request.next();
    } else if (!hashed.areAskedFor()) {
      refuse(request, address, guard.wrong(address));
    } else if (hashed.isBusy()) {
      request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
      Answering.error(request, 429, "too many passwords are being checked", List.of());
    } else {
      check(request, authorization, address);
    }
  }

  /** The try is taken before, so that many at once are not more tries than one after the other. */
  private void check(RoutingContext request, String authorization, String address) {
    long delay = guard.wrong(address);
    request.request().pause();
    hashed
        .check(request.vertx(), authorization)
        .onSuccess(right -> {
          request.request().resume();
          if (right) {
            guard.right(address);
            request.next();
          } else {
            refuse(request, address, delay);
          }
        })
        .onFailure(request::fail);
  }

  private void refuse(RoutingContext request, String address, long delay) {
    note(address);
    if (delay == 0) {
      askFor(request);
    } else {
      request.vertx().setTimer(delay, late -> askFor(request));
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
