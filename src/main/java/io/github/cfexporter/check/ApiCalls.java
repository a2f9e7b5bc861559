package io.github.cfexporter.check;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.UnknownName;
import io.github.cfexporter.cloudflare.graphql.Caller;
import io.github.cfexporter.cloudflare.graphql.Entitlements;
import io.github.cfexporter.cloudflare.graphql.GraphqlClient;
import io.github.cfexporter.cloudflare.graphql.SchemaType;
import io.github.cfexporter.cloudflare.graphql.Wording;
import io.github.cfexporter.cloudflare.rest.Rest;
import io.github.cfexporter.cloudflare.rest.RestReply;
import io.github.cfexporter.cloudflare.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Calls that leave one after the other: a check makes too few to need permits. */
public final class ApiCalls {
  private static final Wording PLAIN = new Wording(Wording.Form.PLAIN, Set.of());
  private static final Entitlements NOTHING = new Entitlements(Map.of(), List.of());

  private final Vertx vertx;
  private final Transport transport;
  private final GraphqlClient graphql;
  private Optional<CloudflareException> trouble = Optional.empty();

  public ApiCalls(Vertx vertx, Transport transport) {
    this.vertx = vertx;
    this.transport = transport;
    this.graphql = new GraphqlClient(vertx, transport);
  }

  public Rest rest(String credential) {
    return new Rest(path -> get(credential, path));
  }

  Future<JsonObject> get(String credential, String path) {
    return transport
        .send(Call.get(path).with(credential))
        .compose(reply -> RestReply.read(vertx, reply))
        .onFailure(this::note);
  }

  /** Limits of zones or of the account; what the API's schema does not know is left out. */
  public Future<Entitlements> limits(String credential, Entitlements.Question question) {
    return graphql.entitlements(question, PLAIN, new Caller(credential, false)).recover(cause -> {
      note(cause);
      return isSchema(cause)
          ? withoutUnknown(credential, question, (CloudflareException) cause)
          : Future.failedFuture(cause);
    });
  }

  /** A type of the API's schema; empty if there is none of that name. */
  Future<Optional<SchemaType>> type(String credential, String name) {
    return graphql.type(name, new Caller(credential, false)).onFailure(this::note);
  }

  /**
   * The latest failure that may pass: no connection, an outage, a limit. What was read by these calls
   * is not whole then.
   */
  public Optional<CloudflareException> trouble() {
    return trouble;
  }

  /** Whether the credential is not let in, as opposed to Cloudflare being unable to answer. */
  public static boolean isForbidden(Throwable cause) {
    return cause instanceof CloudflareException refused
        && refused.code() == CloudflareException.Code.API_AUTH_FAILED
        && !(refused.refusal() instanceof Refusal.AuthBanned);
  }

  private Future<Entitlements> withoutUnknown(
      String credential, Entitlements.Question question, CloudflareException cause) {
    Set<String> unknown =
        UnknownName.in(cause).stream().map(UnknownName::name).collect(Collectors.toSet());
    unknown.retainAll(question.names());
    if (!unknown.isEmpty()) {
      return question
          .without(unknown)
          .map(known -> limits(credential, known))
          .orElse(Future.succeededFuture(NOTHING));
    }
    return question
        .halves()
        .map(halves -> limits(credential, halves.get(0))
            .compose(one -> limits(credential, halves.get(1)).map(other -> one.and(other))))
        .orElse(Future.succeededFuture(NOTHING));
  }

  private void note(Throwable cause) {
    if (cause instanceof CloudflareException known
        && !isForbidden(cause)
        && !isSchema(cause)
        && !known.refusal().isEntitlement()
        && !isUnknownThing(known)) {
      trouble = Optional.of(known);
    }
  }

  /** An account of the settings that there is not, or a list that its plan does not have. */
  private static boolean isUnknownThing(CloudflareException cause) {
    return (cause.status() == 404 || cause.status() == 400)
        && cause.refusal() instanceof Refusal.Unexplained;
  }

  private static boolean isSchema(Throwable cause) {
    return cause instanceof CloudflareException refused
        && refused.refusal() instanceof Refusal.Schema;
  }
}
