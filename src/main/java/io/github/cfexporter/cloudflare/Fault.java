package io.github.cfexporter.cloudflare;

import java.util.Set;

/**
 * One error of a reply: what Cloudflare said, what follows from it, and which parts it spoils.
 *
 * @param parts every part that the error may be about; empty for REST
 */
public record Fault(GraphqlError error, Refusal refusal, Set<AnswerPart> parts) {
  public Fault {
    parts = Set.copyOf(parts);
  }
}
