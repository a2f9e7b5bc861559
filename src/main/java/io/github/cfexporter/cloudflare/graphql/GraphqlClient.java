package io.github.cfexporter.cloudflare.graphql;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.cloudflare.graphql.Wording.Undocumented;
import io.github.cfexporter.cloudflare.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks Cloudflare's GraphQL Analytics API. It neither waits for permits nor retries: the caller
 * decides by the {@link Refusal}. Futures fail with {@link CloudflareException}.
 */
public final class GraphqlClient {
  /** Larger bodies are read by a worker, for reading 1 MB takes the event loop some 10 ms. */
  private static final int EVENT_LOOP_BYTES = 1 << 20;

  private final Vertx vertx;
  private final Transport transport;
  private final EntitlementsReader entitlementsReader = new EntitlementsReader();

  public GraphqlClient(Vertx vertx, Transport transport) {
    this.vertx = vertx;
    this.transport = transport;
  }

  /**
   * Asks one document. Succeeds if a part of it was answered, even beside errors.
   *
   * @param sinks where the rows of an alias go
   */
  public Future<Answer> ask(
      Document document, Wording wording, Caller caller, Function<String, RowSink> sinks) {
    return send(DocumentWriter.write(document, wording), caller)
        .compose(reply -> read(reply, whole -> AnswerReader.read(document, whole, sinks)));
  }

  /** What is sent for a document. */
  public static String text(Document document, Wording wording) {
    return DocumentWriter.write(document, wording);
  }

  /** Asks what zones and account may do with datasets; one call. */
  public Future<Entitlements> entitlements(
      Entitlements.Question question, Wording wording, Caller caller) {
    return send(question.graphql(wording), caller)
        .compose(reply -> read(reply, entitlementsReader::read));
  }

  /** Asks for next to nothing, to see whether the API answers this token. */
  public Future<Void> ping(Wording wording, Caller caller) {
    StringBuilder graphql = new StringBuilder();
    wording.begin(graphql);
    graphql.append(
        wording.undocumented().contains(Undocumented.BUDGET) ? " } }" : " __typename } }");
    return send(graphql.toString(), caller)
        .compose(reply -> read(reply, entitlementsReader::read))
        .mapEmpty();
  }

  /** Asks the API about one type of its schema; empty if there is none of that name. One call. */
  public Future<Optional<SchemaType>> type(String name, Caller caller) {
    return send(SchemaType.question(name), caller).compose(reply -> read(reply, SchemaType::read));
  }

  private Future<Reply> send(String graphql, Caller caller) {
    Call call = Call.graphql(new JsonObject().put("query", graphql).toBuffer());
    if (caller.accountBased()) {
      call.headers().set("X-Rate-Limit-Type", "account-based");
    }
    return transport.send(call.with(caller.credential()));
  }

  private <T> Future<T> read(Reply reply, Function<Reply, T> reading) {
    Future<T> read = reply.body().length() <= EVENT_LOOP_BYTES
        ? Future.succeededFuture(reply).map(reading)
        : vertx.executeBlocking(() -> reading.apply(reply), false);
    return read.onComplete(done -> reply.close());
  }
}
