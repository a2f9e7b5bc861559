package io.github.cfexporter.cloudflare;

import java.util.List;
import java.util.stream.Collectors;

/** Refusals as the client throws them, for tests of what decides by them. */
public final class Refused {

  /** Cloudflare's only error is this sentence, about nothing in particular. */
  public static CloudflareException with(String message) {
    return with(message, "", List.of());
  }

  public static CloudflareException with(String message, String code, List<String> path) {
    String error = "{\"message\":\"" + message.replace("\"", "\\\"") + "\",\"path\":"
        + path.stream().map(step -> '"' + step + '"').collect(Collectors.joining(",", "[", "]"))
        + ",\"extensions\":{\"code\":\"" + code + "\"}}";
    Reply reply = Replies.ok("{\"data\":null,\"errors\":[" + error + "]}");
    return CloudflareException.refused(reply, Faults.of(reply, GraphqlErrorReader.read(reply)));
  }

  private Refused() {}
}
