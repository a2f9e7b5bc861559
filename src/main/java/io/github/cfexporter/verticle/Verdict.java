package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.Answer;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Fault;
import io.github.cfexporter.cloudflare.Part;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Refusal.AccountNotAuthorized;
import io.github.cfexporter.cloudflare.Refusal.ExcessiveResources;
import io.github.cfexporter.cloudflare.Refusal.FieldRefused;
import io.github.cfexporter.cloudflare.Refusal.LimitTooHigh;
import io.github.cfexporter.cloudflare.Refusal.PathRefused;
import io.github.cfexporter.cloudflare.Refusal.RangeTooWide;
import io.github.cfexporter.cloudflare.Refusal.Schema;
import io.github.cfexporter.cloudflare.Refusal.TooManyFields;
import io.github.cfexporter.cloudflare.Refusal.TooManyNodes;
import io.github.cfexporter.cloudflare.Refusal.TooOld;
import io.github.cfexporter.cloudflare.Refusal.ZonesNotAuthorized;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What follows from a document that was refused: whom to blame, who is innocent and asked again, and
 * who has to wait. One bad zone or field never silences another.
 */
final class Verdict {
  private final Fetch fetch;
  private final CloudflareException cause;
  private final List<Piece> guilty = new ArrayList<>();
  private final List<Piece> innocent = new ArrayList<>();

  private Verdict(
      Fetch fetch, CloudflareException cause, Collection<Piece> concerned, Set<Part> blamed) {
    this.fetch = fetch;
    this.cause = cause;
    concerned.forEach(piece -> {
      boolean isBlamed = fetch.parts(piece).values().stream().anyMatch(blamed::contains);
      (isBlamed ? guilty : innocent).add(piece);
    });
  }

  /** A document that gave no data at all. */
  static Verdict of(Fetch fetch, CloudflareException cause) {
    return new Verdict(fetch, cause, fetch.pieces(), blamed(cause.faults()));
  }

  /** Parts of an answer that came without data, or with errors beside it. */
  static Verdict ofPartial(Fetch fetch, Answer answer, Collection<Piece> spoilt) {
    Set<String> missing = answer.missing(fetch.document());
    CloudflareException cause = CloudflareException.spoilt(answer.faults(), missing);
    Set<Part> blamed = blamed(cause.faults());
    spoilt.stream()
        .filter(piece -> missing.contains(piece.want().zone()))
        .forEach(piece -> blamed.addAll(fetch.parts(piece).values()));
    return new Verdict(fetch, cause, spoilt, blamed);
  }

  void carryOut(Fetching fetching, Way way) {
    Refusal refusal = cause.refusal();
    if (refusal instanceof TooManyNodes && fetch.document().nodes() > 1) {
      fetching.shrink(way, fetch);
      fetching.again(way, List.of(everybody()));
    } else if (refusal instanceof Refusal.RateLimited) {
      fetching.againAfterPause(way, everybody(), cause);
    } else if (!isAboutPieces(refusal)) {
      fetching.fail(way, everybody(), cause);
    } else {
      pinDown(fetching, way);
    }
  }

  /** Narrows the blame until it rests on one node; every round asks about fewer than before. */
  private void pinDown(Fetching fetching, Way way) {
    List<Piece> suspects = guilty.isEmpty() ? innocent : guilty;
    List<Piece> others = guilty.isEmpty() ? List.of() : innocent;
    Map<String, Part> nodes = suspects.size() == 1 ? blamedNodes(suspects.get(0)) : Map.of();
    if (!nodes.isEmpty()) {
      Piece convict = suspects.get(0);
      Refusal refusal = refusalOf(nodes.values());
      convict.settle(new Asked.Refused(refusal, cause, fetch.window(convict), nodes.keySet()));
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

  /**
   * The nodes of a piece that are refused for certain: one that is asked alone, those that faults name
   * one by one, or all where it does not matter which. None if it must be found out by asking for
   * fewer.
   */
  private Map<String, Part> blamedNodes(Piece piece) {
    Map<String, Part> parts = fetch.parts(piece);
    if (parts.size() == 1 || !isAboutNodes(refusalOf(parts.values()))) {
      return parts;
    }
    Map<String, Part> certain = new HashMap<>(parts);
    certain.values().retainAll(namedAlone(parts.values()));
    return certain;
  }

  /** Those of some parts that a fault is about, and about no other of them. */
  private Set<Part> namedAlone(Collection<Part> parts) {
    Set<Part> alone = new HashSet<>();
    for (Fault fault : cause.faults()) {
      List<Part> named = parts.stream().filter(fault.parts()::contains).toList();
      if (isAboutPieces(fault.refusal()) && named.size() == 1) {
        alone.addAll(named);
      }
    }
    return alone;
  }

  /** What the fault that names one of the parts says, else the foremost of all. */
  private Refusal refusalOf(Collection<Part> parts) {
    return cause.faults().stream()
        .filter(fault -> parts.stream().anyMatch(fault.parts()::contains))
        .map(Fault::refusal)
        .findFirst()
        .orElse(cause.refusal());
  }

  private static Set<Part> blamed(List<Fault> faults) {
    Set<Part> blamed = new HashSet<>();
    faults.stream()
        .filter(fault -> isAboutPieces(fault.refusal()))
        .forEach(fault -> blamed.addAll(fault.parts()));
    return blamed;
  }

  /** Whether the other nodes of the same source, zone and window may be answered nevertheless. */
  private static boolean isAboutNodes(Refusal refusal) {
    return refusal instanceof PathRefused
        || refusal instanceof FieldRefused
        || refusal instanceof TooManyFields
        || refusal instanceof Schema
        || refusal instanceof Refusal.Unexplained;
  }

  /** Whether asking for other zones, sources or windows can help. */
  private static boolean isAboutPieces(Refusal refusal) {
    return refusal instanceof PathRefused
        || refusal instanceof FieldRefused
        || refusal instanceof RangeTooWide
        || refusal instanceof TooOld
        || refusal instanceof TooManyFields
        || refusal instanceof LimitTooHigh
        || refusal instanceof ExcessiveResources
        || refusal instanceof ZonesNotAuthorized
        || refusal instanceof AccountNotAuthorized
        || refusal instanceof Schema
        || (refusal instanceof Refusal.Unexplained unexplained
            && unexplained.code() == CloudflareException.Code.GRAPHQL_ERROR);
  }
}
