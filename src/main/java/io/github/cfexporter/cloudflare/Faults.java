package io.github.cfexporter.cloudflare;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Makes faults of what a reply complains about, and of replies that are no answer at all. */
public final class Faults {
  private static final int SHORT_TEXT = 100;
  private static final int LONGEST_TARGET = 200;

  /**
   * Faults of an answer in GraphQL's envelope, or in that of the REST API.
   *
   * @param graphql whether it is GraphQL's
   * @param blame the parts that a error spoils
   */
  public static List<Fault> of(
      Reply reply,
      List<GraphqlError> errors,
      boolean graphql,
      BiFunction<GraphqlError, Refusal, Set<AnswerPart>> blame) {
    RateHeaders rate = reply.rate();
    return errors.stream()
        .map(error -> {
          Refusal refusal = Refusals.of(error, reply.status(), rate, graphql);
          return new Fault(error.adding(rate.remark()), refusal, blame.apply(error, refusal));
        })
        .toList();
  }

  /** Errors about the whole reply. */
  public static List<Fault> of(Reply reply, List<GraphqlError> errors) {
    return of(reply, errors, false, (error, refusal) -> Set.of());
  }

  /**
   * For a body without data and without errors, be it a gateway's HTML page or an answer that broke
   * off: the status explains it unless it is a success.
   */
  public static CloudflareException noAnswer(Reply reply, String detail) {
    String sentence = detail + ", content-type=" + reply.headers().get("Content-Type") + " bytes="
        + reply.body().length();
    if (reply.succeeded()) {
      return CloudflareException.unreadable(reply, sentence);
    }
    Refusal refusal = Refusals.ofStatus(reply.status(), reply.rate());
    String told =
        refusal instanceof Refusal.Diverted ? diverted(reply) : sentence + shortText(reply);
    return CloudflareException.refused(
        reply,
        List.of(new Fault(GraphqlError.of(told).adding(reply.rate().remark()), refusal, Set.of())));
  }

  /** The token must not travel, so that a redirect is told and never followed. */
  private static String diverted(Reply reply) {
    if (reply.status() == 407) {
      return "a proxy wants a login" + shortText(reply);
    }
    String target = Optional.ofNullable(reply.headers().get("Location"))
        .map(location -> location.replaceFirst("[?#].*", "").replaceFirst("//[^/@]*@", "//"))
        .map(location -> location.substring(0, Math.min(location.length(), LONGEST_TARGET)))
        .orElse("nowhere");
    return "redirected and not followed: target=" + target;
  }

  /** A few words of a body that is no JSON, such as those of a proxy. */
  private static String shortText(Reply reply) {
    String type = Optional.ofNullable(reply.headers().get("Content-Type")).orElse("");
    if (!type.startsWith("text/plain") || reply.body().length() == 0) {
      return "";
    }
    String body = reply.body().getString(0, Math.min(SHORT_TEXT, reply.body().length()));
    return ": " + body.strip();
  }

  private Faults() {}
}
