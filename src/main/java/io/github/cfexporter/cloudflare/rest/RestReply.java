package io.github.cfexporter.cloudflare.rest;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Fault;
import io.github.cfexporter.cloudflare.Faults;
import io.github.cfexporter.cloudflare.GraphqlErrorReader;
import io.github.cfexporter.cloudflare.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;

/** Reads the envelope of the REST API: {@code success}, {@code errors}, {@code result}. */
public final class RestReply {
  /** Larger bodies are read by a worker, for reading 1 MB takes the event loop some 10 ms. */
  private static final int EVENT_LOOP_BYTES = 1 << 18;

  private static final int MOST_VALUES = JsonTree.most(Runtime.getRuntime().maxMemory());

  /** Reads the envelope as {@link #read}, beside the event loop where it is large. */
  public static Future<JsonObject> read(Vertx vertx, Reply reply) {
    Future<JsonObject> read = reply.body().length() <= EVENT_LOOP_BYTES
        ? Future.succeededFuture(reply).map(RestReply::read)
        : vertx.executeBlocking(() -> read(reply), false);
    return read.onComplete(done -> reply.close());
  }

  /** The whole envelope; throws {@link CloudflareException} unless Cloudflare calls it a success. */
  public static JsonObject read(Reply reply) {
    if (!reply.succeeded()) {
      throw refusal(reply); // without a look at the rest of it
    }
    JsonObject envelope = parse(reply);
    if (Fields.truth(envelope, "success", true)) {
      return envelope;
    }
    throw refusal(reply);
  }

  private static CloudflareException refusal(Reply reply) {
    List<Fault> faults = Faults.of(reply, GraphqlErrorReader.read(reply));
    return faults.isEmpty()
        ? Faults.noAnswer(reply, "a failure without errors")
        : CloudflareException.refused(reply, faults);
  }

  /** Any JSON object, whatever it says. */
  public static JsonObject parse(Reply reply) {
    try {
      return JsonTree.read(reply, MOST_VALUES)
          .orElseThrow(() -> Faults.noAnswer(reply, "the body is no JSON object"));
    } catch (IOException broken) {
      throw Faults.noAnswer(reply, "the body is no JSON or broke off");
    }
  }

  private RestReply() {}
}
