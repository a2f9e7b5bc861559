package io.github.cfexporter.gateway;

import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.cloudflare.Answer;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Fault;
import io.github.cfexporter.cloudflare.Part;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.gateway.breaker.CircuitBreaker.Probe;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.gateway.breaker.SourceZone;
import io.github.cfexporter.gateway.document.DocumentPacker;
import io.github.cfexporter.gateway.document.Fetch;
import io.github.cfexporter.gateway.document.Piece;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    concerned.forEach(piece -> {
      boolean isBlamed = fetch.parts(piece).values().stream().anyMatch(blamed::contains);
      (isBlamed ? guilty : innocent).add(piece);
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
    spoilt.stream()
        .filter(piece -> missing.contains(piece.want().zone()))
        .forEach(piece -> blamed.addAll(fetch.parts(piece).values()));
    return new Verdict(fetch, cause, Data.SOME, spoilt, blamed);
  }

  /** @param probe if the document was one of those that the circuit breaker asked for */
  void carryOut(DocumentFetcher fetching, Route route, Optional<Probe> probe) {
    Refusal refusal = cause.refusal();
    if (refusal.about() == Refusal.About.PACE) {
      fetching.againAfterPause(route, everybody(), cause, probe);
    } else if (isAboutNodesOfOne(fetching, route)) {
      if (probe.isPresent()) {
        fetching.answered(route, everybody(), probe);
      }
      pinDown(fetching, route);
    } else if (!isAboutParts()) {
      fetching.failed(route, everybody(), named(), cause, probe);
    } else {
      if (data == Data.NONE || probe.isPresent()) {
        fetching.answered(route, everybody(), probe);
      }
      divide(fetching, route);
    }
  }

  private void divide(DocumentFetcher fetching, Route route) {
    Refusal refusal = cause.refusal();
    if (fetch.document().nodes() > 1 && fetching.shrink(route, fetch, refusal)) {
      fetching.again(route, List.of(everybody()));
    } else {
      pinDown(fetching, route);
    }
  }

  /** Whether the refusal says whom it is about; who was answered in part has a good credential. */
  private boolean isAboutParts() {
    Refusal refusal = cause.refusal();
    return refusal.about() == Refusal.About.PARTS
        || (data == Data.SOME && refusal instanceof Refusal.AccountNotAuthorized);
  }

  /** Whether one piece is known to fail by itself, so that it remains to find out which node of it. */
  private boolean isAboutNodesOfOne(DocumentFetcher fetching, Route route) {
    if (everybody().size() != 1 || !isUnknownWording(cause.refusal())) {
      return false;
    }
    Piece one = everybody().get(0);
    return one.isOfSeveralNodes() && (one.isSearched() || fetching.failsAlone(route, one));
  }

  /** Those that the errors name; empty when they name all, and so none. */
  private Set<SourceZone> named() {
    Set<Part> parts = new HashSet<>();
    cause.faults().forEach(fault -> parts.addAll(fault.parts()));
    Set<SourceZone> named = new HashSet<>();
    fetch.pieces().stream()
        .filter(piece -> fetch.parts(piece).values().stream().anyMatch(parts::contains))
        .forEach(piece -> named.add(piece.key()));
    return named.size() == fetch.pieces().size() ? Set.of() : named;
  }

  /** Narrows the blame until it rests on one node; every round asks about fewer than before. */
  private void pinDown(DocumentFetcher fetching, Route route) {
    List<Piece> suspects = guilty.isEmpty() ? innocent : guilty;
    List<Piece> others = guilty.isEmpty() ? List.of() : innocent;
    Map<String, Part> nodes = suspects.size() == 1 ? blamedNodes(suspects.get(0)) : Map.of();
    if (!nodes.isEmpty()) {
      Piece convict = suspects.get(0);
      Refusal refusal = refusalOf(nodes.values());
      convict.settle(new Asked.Refused(refusal, cause, fetch.window(convict), nodes.keySet()));
    } else if (others.isEmpty()) {
      fetching.again(route, DocumentPacker.halve(suspects));
    } else {
      fetching.again(route, List.of(suspects));
    }
    if (!others.isEmpty()) {
      fetching.again(route, List.of(others));
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
      boolean tells = fault.refusal().about() == Refusal.About.PARTS
          || fault.refusal() instanceof Refusal.AccountNotAuthorized
          || isUnknownWording(fault.refusal());
      if (tells && named.size() == 1) {
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
        .filter(fault -> fault.refusal().about() == Refusal.About.PARTS)
        .forEach(fault -> blamed.addAll(fault.parts()));
    return blamed;
  }

  /** Whether the other nodes of the same source, zone and window may be answered nevertheless. */
  private static boolean isAboutNodes(Refusal refusal) {
    return refusal instanceof Refusal.PathRefused
        || refusal instanceof Refusal.FieldRefused
        || refusal instanceof Refusal.TooManyFields
        || refusal instanceof Refusal.Schema
        || refusal instanceof Refusal.Unexplained;
  }

  private static boolean isUnknownWording(Refusal refusal) {
    return refusal instanceof Refusal.Unexplained
        && refusal.code() == CloudflareException.Code.GRAPHQL_ERROR;
  }
}
