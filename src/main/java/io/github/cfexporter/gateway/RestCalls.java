package io.github.cfexporter.gateway;

import io.github.cfexporter.bus.Messages;
import io.github.cfexporter.bus.RestAsk;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.rest.Rest;
import io.github.cfexporter.credentials.Permission;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.runtime.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The REST resources as seen from a verticle: every page is a message to the gateway. */
public final class RestCalls {

  /**
   * ResourceBreakers of one account, or the list of accounts.
   *
   * @param credential short id of what authorizes the calls; empty for the only one
   * @param account empty for the list of accounts
   */
  public static Rest of(Vertx vertx, Time time, String credential, String account) {
    return new Rest(path -> get(vertx, time, credential, account, path));
  }

  /**
   * ResourceBreakers of one account and its zones, each read with the credential that may; one that is
   * refused makes way for the next.
   */
  public static Rest of(Vertx vertx, Time time, Readers readers, String account) {
    return new Rest(path -> {
      Optional<Permission> permission = Permission.of(path);
      return permission.isPresent()
          ? read(new Reading(vertx, time, readers, permission.get(), account, path))
          : get(
              vertx, time, readers.of(Permission.ZONE, account, "", time.millis()), account, path);
    });
  }

  /** One page that the credentials share a right to. */
  private record Reading(
      Vertx vertx, Time time, Readers readers, Permission permission, String account, String path) {
    private String zone() {
      return path.startsWith("/zones/") ? path.split("[/?]")[2] : "";
    }
  }

  private static Future<JsonObject> read(Reading reading) {
    Readers readers = reading.readers();
    Permission permission = reading.permission();
    String account = reading.account();
    String zone = reading.zone();
    String reader = readers.of(permission, account, zone, reading.time().millis());
    return get(reading.vertx(), reading.time(), reader, account, reading.path())
        .onSuccess(envelope -> readers.granted(permission, account, zone, reader))
        .recover(cause -> isForbidden(cause)
                && readers.refused(
                    permission, account, zone, reader, reading.time().millis())
            ? read(reading)
            : Future.failedFuture(cause));
  }

  /** Whether another credential may be let in where this one was not. */
  private static boolean isForbidden(Throwable cause) {
    return cause instanceof CloudflareException refused
        && refused.code() == CloudflareException.Code.API_AUTH_FAILED
        && !(refused.refusal() instanceof Refusal.AuthBanned);
  }

  private static Future<JsonObject> get(
      Vertx vertx, Time time, String credential, String account, String path) {
    return vertx
        .eventBus()
        .<RestAsk.Answer>request(
            RestAsk.ADDRESS,
            new RestAsk(path, credential, account, time.millis()),
            Messages.PATIENT)
        .map(Message::body)
        .compose(RestCalls::unwrap);
  }

  private static Future<JsonObject> unwrap(RestAsk.Answer answer) {
    return answer
        .envelope()
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(answer.failure().orElseThrow()));
  }

  private RestCalls() {}
}
