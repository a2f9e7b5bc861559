package io.github.cfexporter.check;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.credentials.Reach;
import io.github.cfexporter.credentials.TokenState;
import io.github.cfexporter.report.findings.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Words what is known of each credential as a whole. */
final class CredentialFindings {
  static List<Finding> of(
      List<Reach> reaches, Costs costs, Instant now, Optional<CloudflareException> trouble) {
    List<Finding> findings = new ArrayList<>();
    for (Reach reach : reaches) {
      TokenState token = reach.token();
      findings.add(token
          .problem()
          .map(sentence -> Finding.broken("", sentence))
          .orElseGet(() -> valid(reach, now, trouble)));
      reach.missing().stream()
          .sorted()
          .forEach(lack -> findings.add(
              Finding.missing("", lack.missing(token.credential(), ""), costs.of(lack))));
      reach.obstacles().stream()
          .sorted()
          .forEach(obstacle -> findings.add(Finding.missing("", obstacle, List.of())));
    }
    return findings;
  }

  private static Finding valid(Reach reach, Instant now, Optional<CloudflareException> trouble) {
    TokenState token = reach.token();
    String subject = "token " + token.credential();
    if (reach.failed()) {
      return Finding.broken(
          subject,
          "Cloudflare could not be asked: "
              + trouble.map(Throwable::getMessage).orElse("there was no answer"));
    }
    String kind = token.owner().isEmpty() ? "active" : "active, owned by account " + token.owner();
    Optional<Instant> expires = token.expires();
    if (expires.isEmpty()) {
      return Finding.ok(subject, kind + ", does not expire");
    }
    Duration left = Duration.between(now, expires.get());
    String sentence = kind + ", expires on " + expires.get() + ", in " + left.toDays() + " days";
    return left.compareTo(TokenState.SOON) > 0
        ? Finding.ok(subject, sentence)
        : Finding.missing(subject, sentence + ": make another one", List.of());
  }

  private CredentialFindings() {}
}
