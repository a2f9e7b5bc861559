package io.github.cfexporter.simulator.world;

import io.github.cfexporter.simulator.traffic.Flood;
import io.github.cfexporter.simulator.traffic.Incident;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What makes the traffic of a world other than usual, and when. */
public final class TrafficSchedule {
  private final List<Flood> floods = new CopyOnWriteArrayList<>();
  private final Map<String, List<Silence>> silences = new ConcurrentHashMap<>();
  private final List<Incident> incidents = new CopyOnWriteArrayList<>();
  private final Set<String> unused = ConcurrentHashMap.newKeySet();
  private volatile boolean days;

  private record Silence(long from, long to) {
    boolean reaches(long second) {
      return from <= second && second < to;
    }
  }

  void add(Flood flood) {
    floods.add(flood);
  }

  void addSilence(String scopeId, long fromSecond, long toSecond) {
    silences
        .computeIfAbsent(scopeId, none -> new CopyOnWriteArrayList<>())
        .add(new Silence(fromSecond, toSecond));
  }

  void addUnused(String scopeId, String dataset) {
    unused.add(scopeId + dataset);
  }

  /** Lets something go wrong in a zone; to be said before anything is asked. */
  void add(Incident incident) {
    incidents.add(incident);
  }

  /** Lets traffic rise and fall with the day; to be said before anything is asked. */
  void haveDays() {
    days = true;
  }

  public List<Flood> floods() {
    return floods;
  }

  /** Whether nothing happens in a zone or an account in a second. */
  public boolean isSilent(String scopeId, long second) {
    for (Silence silence : silences.getOrDefault(scopeId, List.of())) {
      if (silence.reaches(second)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a zone or an account never has anything in a dataset, although it may ask. */
  public boolean isUnused(String scopeId, String dataset) {
    return unused.contains(scopeId + dataset);
  }

  /** What goes wrong in a zone in a second. */
  public Optional<Incident> incident(String scopeId, long second) {
    for (Incident incident : incidents) {
      if (incident.reaches(scopeId, second)) {
        return Optional.of(incident);
      }
    }
    return Optional.empty();
  }

  public boolean hasDays() {
    return days;
  }
}
