package io.github.cfexporter.gateway;

import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.cloudflare.AnswerPart;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Fault;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.graphql.Answer;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.gateway.breaker.Probe;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.gateway.document.DocumentInFlight;
import io.github.cfexporter.gateway.document.DocumentPacker;
import io.github.cfexporter.gateway.document.PlannedNode;
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
final class RefusalHandler {
  private final DocumentInFlight fetch;
  private final CloudflareException cause;
  private final Data data;
  private final List<PlannedNode> guilty = new ArrayList<>();
  private final List<PlannedNode> innocent = new ArrayList<>();

  /** Whether anything of the document was answered. */
  private enum Data {
    NONE,
    SOME
  }

  private RefusalHandler(
      DocumentInFlight fetch,
      CloudflareException cause,
      Data data,
      Collection<PlannedNode> concerned,
      Set<AnswerPart> blamed) {
    this.fetch = fetch;
    this.cause = cause;
    this.data = data;
    concerned.forEach(planned -> {
      boolean isBlamed = fetch.parts(planned).values().stream().anyMatch(blamed::contains);
      (isBlamed ? guilty : innocent).add(planned);
    });
  }

  /** A document that gave no data at all. */
  static RefusalHandler of(DocumentInFlight fetch, CloudflareException cause) {
    return new RefusalHandler(
        fetch, cause, Data.NONE, fetch.plannedNodes(), blamed(cause.faults()));
  }

  /** Parts of an answer that came without data, or with errors beside it. */
  static RefusalHandler ofPartial(
      DocumentInFlight fetch, Answer answer, Collection<PlannedNode> spoilt) {
    Set<String> missing = answer.missing(fetch.document());
    CloudflareException cause = CloudflareException.spoilt(answer.faults(), missing);
    Set<AnswerPart> blamed = blamed(cause.faults());
    spoilt.stream()
        .filter(planned -> missing.contains(planned.request().zone()))
        .forEach(planned -> blamed.addAll(fetch.parts(planned).values()));
    return new RefusalHandler(fetch, cause, Data.SOME, spoilt, blamed);
  }

  /** @param probe if the document was one of those that the circuit breaker asked for */
  void carryOut(
      DocumentFetcher fetching, DocumentScheduler scheduler, Route route, Optional<Probe> probe) {
    Refusal refusal = cause.refusal();
    if (refusal.about() == Refusal.About.PACE) {
      fetching.againAfterPause(route, everybody(), cause, probe);
    } else if (isAboutNodesOfOne(fetching, route)) {
      if (probe.isPresent()) {
        fetching.answered(route, everybody(), probe);
      }
      pinDown(scheduler, route);
    } else if (!isAboutParts()) {
      fetching.failed(route, everybody(), named(), cause, probe);
    } else {
      if (data == Data.NONE || probe.isPresent()) {
        fetching.answered(route, everybody(), probe);
      }
      divide(scheduler, route);
    }
  }

  private void divide(DocumentScheduler scheduler, Route route) {
    Refusal refusal = cause.refusal();
    if (fetch.document().nodes() > 1 && scheduler.shrink(route, fetch, refusal)) {
      scheduler.again(route, List.of(everybody()));
    } else {
      pinDown(scheduler, route);
    }
  }

  /** Whether the refusal says whom it is about; who was answered in part has a good credential. */
  private boolean isAboutParts() {
    Refusal refusal = cause.refusal();
    return refusal.about() == Refusal.About.PARTS
        || (data == Data.SOME && refusal instanceof Refusal.AccountNotAuthorized);
  }

  /** Whether one planned node is known to fail by itself, so that it remains to find out which node of it. */
  private boolean isAboutNodesOfOne(DocumentFetcher fetching, Route route) {
    if (everybody().size() != 1 || !isUnknownWording(cause.refusal())) {
      return false;
    }
    PlannedNode one = everybody().get(0);
    return one.isOfSeveralNodes() && (one.isSearched() || fetching.failsAlone(route, one));
  }

  /** Those that the errors name; empty when they name all, and so none. */
  private Set<SourceZone> named() {
    Set<AnswerPart> parts = new HashSet<>();
    cause.faults().forEach(fault -> parts.addAll(fault.parts()));
    Set<SourceZone> named = new HashSet<>();
    fetch.plannedNodes().stream()
        .filter(planned -> fetch.parts(planned).values().stream().anyMatch(parts::contains))
        .forEach(planned -> named.add(planned.key()));
    return named.size() == fetch.plannedNodes().size() ? Set.of() : named;
  }

  /** Narrows the blame until it rests on one node; every round asks about fewer than before. */
  private void pinDown(DocumentScheduler scheduler, Route route) {
    List<PlannedNode> suspects = guilty.isEmpty() ? innocent : guilty;
    List<PlannedNode> others = guilty.isEmpty() ? List.of() : innocent;
    Map<String, AnswerPart> nodes = suspects.size() == 1 ? blamedNodes(suspects.get(0)) : Map.of();
    if (!nodes.isEmpty()) {
      PlannedNode convict = suspects.get(0);
      Refusal refusal = refusalOf(nodes.values());
      convict.settle(new Asked.Refused(refusal, cause, fetch.window(convict), nodes.keySet()));
    } else if (others.isEmpty()) {
      scheduler.again(route, DocumentPacker.halve(suspects));
    } else {
      scheduler.again(route, List.of(suspects));
    }
    if (!others.isEmpty()) {
      scheduler.again(route, List.of(others));
    }
  }

  private List<PlannedNode> everybody() {
    List<PlannedNode> everybody = new ArrayList<>(guilty);
    everybody.addAll(innocent);
    return everybody;
  }

  /**
   * The nodes of a planned node that are refused for certain: one that is asked alone, those that faults name
   * one by one, or all where it does not matter which. None if it must be found out by asking for
   * fewer.
   */
  private Map<String, AnswerPart> blamedNodes(PlannedNode planned) {
    Map<String, AnswerPart> parts = fetch.parts(planned);
    if (parts.size() == 1 || !isAboutNodes(refusalOf(parts.values()))) {
      return parts;
    }
    Map<String, AnswerPart> certain = new HashMap<>(parts);
    certain.values().retainAll(namedAlone(parts.values()));
    return certain;
  }

  /** Those of some parts that a fault is about, and about no other of them. */
  private Set<AnswerPart> namedAlone(Collection<AnswerPart> parts) {
    Set<AnswerPart> alone = new HashSet<>();
    for (Fault fault : cause.faults()) {
      List<AnswerPart> named = parts.stream().filter(fault.parts()::contains).toList();
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
  private Refusal refusalOf(Collection<AnswerPart> parts) {
    return cause.faults().stream()
        .filter(fault -> parts.stream().anyMatch(fault.parts()::contains))
        .map(Fault::refusal)
        .findFirst()
        .orElse(cause.refusal());
  }

  private static Set<AnswerPart> blamed(List<Fault> faults) {
    Set<AnswerPart> blamed = new HashSet<>();
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
