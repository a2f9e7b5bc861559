package io.github.cfexporter.cloudflare;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Makes faults of what a reply complains about, and of replies that are no answer at all. */
final class Faults {
  /** @param blame the parts that a complaint spoils */
  static List<Fault> of(
      Reply reply, List<Complaint> complaints, BiFunction<Complaint, Refusal, Set<Part>> blame) {
    RateHeaders rate = reply.rate();
    return complaints.stream()
        .map(complaint -> {
          Refusal refusal = Refusals.of(complaint, reply.status(), rate);
          return new Fault(complaint, refusal, blame.apply(complaint, refusal));
        })
        .toList();
  }

  /** Complaints about the whole reply. */
  static List<Fault> of(Reply reply, List<Complaint> complaints) {
    return of(reply, complaints, (complaint, refusal) -> Set.of());
  }

  /**
   * For a body without data and without errors, be it a gateway's HTML page or an answer that broke
   * off: the status explains it unless it is a success.
   */
  static CloudflareException noAnswer(Reply reply, String detail) {
    String sentence = detail + ", content-type=" + reply.headers().get("Content-Type") + " bytes="
        + reply.body().length();
    return reply.succeeded()
        ? CloudflareException.unreadable(reply, sentence)
        : CloudflareException.refused(reply, of(reply, List.of(Complaint.of(sentence))));
  }

  private Faults() {}
}
