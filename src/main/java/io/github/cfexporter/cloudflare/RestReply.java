package io.github.cfexporter.cloudflare;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Reads the envelope of the REST API: {@code success}, {@code errors}, {@code result}. */
public final class RestReply {
  /** The whole envelope; throws {@link CloudflareException} unless Cloudflare calls it a success. */
  public static JsonObject read(Reply reply) {
    JsonObject envelope = parse(reply);
    if (reply.succeeded() && Fields.truth(envelope, "success", true)) {
      return envelope;
    }
    List<Fault> faults = Faults.of(reply, ComplaintReader.read(reply));
    throw faults.isEmpty()
        ? Faults.noAnswer(reply, "a failure without errors")
        : CloudflareException.refused(reply, faults);
  }

  /** Any JSON object, whatever it says. */
  static JsonObject parse(Reply reply) {
    try {
      if (Json.decodeValue(reply.body()) instanceof JsonObject object) {
        return object;
      }
      throw Faults.noAnswer(reply, "the body is no JSON object");
    } catch (DecodeException broken) {
      throw Faults.noAnswer(reply, "the body is no JSON or broke off");
    }
  }

  private RestReply() {}
}
