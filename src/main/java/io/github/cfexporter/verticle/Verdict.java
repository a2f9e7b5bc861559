package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.Answer;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Fault;
import io.github.cfexporter.cloudflare.Part;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.gateway.CircuitBreaker.Probe;
import io.github.cfexporter.gateway.SourceZone;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What follows from a document that was refused: whom to blame, who is innocent and asked again, and
 * who has to wait. One bad zone or field never silences another.
 */
final class Verdict {
  private final Fetch fetch;
  private final CloudflareException cause;
  private final Data data;
  private final List<Piece> guilty = new ArrayList<>();
  private final List<Piece> innocent = new ArrayList<>();

  /** Whether anything of the document was answered. */
  private enum Data {
    NONE,
    SOME
  }

  private Verdict(
      Fetch fetch,
      CloudflareException cause,
      Data data,
      Collection<Piece> concerned,
      Set<Part> blamed) {
    this.fetch = fetch;
    this.cause = cause;
    this.data = data;
    fetch.legs().forEach((part, leg) -> {
      if (concerned.contains(leg.piece())) {
        (blamed.contains(part) ? guilty : innocent).add(leg.piece());
      }
    });
  }

  /** A document that gave no data at all. */
  static Verdict of(Fetch fetch, CloudflareException cause) {
    return new Verdict(fetch, cause, Data.NONE, fetch.pieces(), blamed(cause.faults()));
  }

  /** Parts of an answer that came without data, or with errors beside it. */
  static Verdict ofPartial(Fetch fetch, Answer answer, Collection<Piece> spoilt) {
    Set<String> missing = answer.missing(fetch.document());
    CloudflareException cause = CloudflareException.spoilt(answer.faults(), missing);
    Set<Part> blamed = blamed(cause.faults());
    fetch.legs().keySet().stream()
        .filter(part -> missing.contains(part.zone()))
        .forEach(blamed::add);
    return new Verdict(fetch, cause, Data.SOME, spoilt, blamed);
  }

  /** @param probe if the document was one of those that the circuit breaker asked for */
  void carryOut(Fetching fetching, Way way, Optional<Probe> probe) {
    Refusal refusal = cause.refusal();
    if (refusal.about() == Refusal.About.PACE) {
      fetching.againAfterPause(way, everybody(), cause, probe);
    } else if (!isAboutParts()) {
      fetching.failed(way, everybody(), named(), cause, probe);
    } else {
      if (data == Data.NONE || probe.isPresent()) {
        fetching.answered(way, everybody(), probe);
      }
      divide(fetching, way);
    }
  }

  private void divide(Fetching fetching, Way way) {
    Refusal refusal = cause.refusal();
    if (fetch.document().nodes() > 1 && fetching.shrink(way, fetch, refusal)) {
      fetching.again(way, List.of(everybody()));
    } else {
      pinDown(fetching, way);
    }
  }

  /** Whether the refusal says whom it is about; who was answered in part has a good credential. */
  private boolean isAboutParts() {
    Refusal refusal = cause.refusal();
    return refusal.about() == Refusal.About.PARTS
        || (data == Data.SOME && refusal instanceof Refusal.AccountNotAuthorized);
  }

  /** Those that the errors name; empty when they name all, and so none. */
  private Set<SourceZone> named() {
    Set<Part> parts = new HashSet<>();
    cause.faults().forEach(fault -> parts.addAll(fault.parts()));
    Set<SourceZone> named = new HashSet<>();
    fetch.legs().forEach((part, leg) -> {
      if (parts.contains(part)) {
        named.add(leg.piece().key());
      }
    });
    return named.size() == fetch.legs().size() ? Set.of() : named;
  }

  /** Narrows the blame until it rests on one piece; every round asks about fewer than before. */
  private void pinDown(Fetching fetching, Way way) {
    List<Piece> suspects = guilty.isEmpty() ? innocent : guilty;
    List<Piece> others = guilty.isEmpty() ? List.of() : innocent;
    if (suspects.size() == 1) {
      Piece convict = suspects.get(0);
      convict.settle(new Asked.Refused(refusalOf(convict), cause, windowOf(convict)));
    } else if (others.isEmpty()) {
      fetching.again(way, Packing.halve(suspects));
    } else {
      fetching.again(way, List.of(suspects));
    }
    if (!others.isEmpty()) {
      fetching.again(way, List.of(others));
    }
  }

  private List<Piece> everybody() {
    List<Piece> everybody = new ArrayList<>(guilty);
    everybody.addAll(innocent);
    return everybody;
  }

  /** The fault that names the piece, else the foremost of all. */
  private Refusal refusalOf(Piece piece) {
    Optional<Part> part = partOf(piece);
    return cause.faults().stream()
        .filter(fault -> part.isPresent() && fault.parts().contains(part.get()))
        .map(Fault::refusal)
        .findFirst()
        .orElse(cause.refusal());
  }

  private io.github.cfexporter.counting.Window windowOf(Piece piece) {
    return fetch.legs().get(partOf(piece).orElseThrow()).choice().window();
  }

  private Optional<Part> partOf(Piece piece) {
    return fetch.legs().entrySet().stream()
        .filter(leg -> leg.getValue().piece().equals(piece))
        .map(java.util.Map.Entry::getKey)
        .findFirst();
  }

  private static Set<Part> blamed(List<Fault> faults) {
    Set<Part> blamed = new HashSet<>();
    faults.stream()
        .filter(fault -> fault.refusal().about() == Refusal.About.PARTS)
        .forEach(fault -> blamed.addAll(fault.parts()));
    return blamed;
  }
}
