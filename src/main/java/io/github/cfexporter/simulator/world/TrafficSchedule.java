package io.github.cfexporter.simulator.world;

import io.github.cfexporter.simulator.traffic.Flood;
import io.github.cfexporter.simulator.traffic.Incident;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What makes the traffic of a world other than usual, and when. */
public final class TrafficSchedule {
  private final List<Flood> floods = new CopyOnWriteArrayList<>();
  private final List<Silence> silences = new CopyOnWriteArrayList<>();
  private final List<Incident> incidents = new CopyOnWriteArrayList<>();
  private volatile boolean days;

  private record Silence(String scopeId, long from, long to) {
    boolean reaches(String id, long second) {
      return scopeId.equals(id) && from <= second && second < to;
    }
  }

  void add(Flood flood) {
    floods.add(flood);
  }

  void addSilence(String scopeId, long fromSecond, long toSecond) {
    silences.add(new Silence(scopeId, fromSecond, toSecond));
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
    for (Silence silence : silences) {
      if (silence.reaches(scopeId, second)) {
        return true;
      }
    }
    return false;
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
