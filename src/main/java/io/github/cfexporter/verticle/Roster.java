package io.github.cfexporter.verticle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One batch of an account within one query kind: its targets of the moment and their tracks. */
final class Roster {
  private final int part;
  private final Board board = new Board();
  private final Map<Board.Cell, Track> tracks = new HashMap<>();
  private AccountView account;
  private List<Target> targets = List.of();
  private boolean renderPlanned;

  Roster(int part, AccountView account) {
    this.part = part;
    this.account = account;
  }

  int part() {
    return part;
  }

  AccountView account() {
    return account;
  }

  List<Target> targets() {
    return targets;
  }

  Board board() {
    return board;
  }

  /** Takes over who belongs to the batch now; answers the tracks of zones that left it. */
  List<Track> update(Collect collect) {
    account = collect.account();
    targets = collect.targets();
    Set<String> zones = targets.stream().map(Target::zone).collect(Collectors.toSet());
    List<Track> gone = tracks.values().stream()
        .filter(track -> !zones.contains(track.cell().zone()))
        .toList();
    gone.forEach(track -> tracks.remove(track.cell()));
    return gone;
  }

  Track track(String source, String zone) {
    return tracks.computeIfAbsent(new Board.Cell(source, zone), Track::new);
  }

  boolean knows(Track track) {
    return tracks.get(track.cell()) == track;
  }

  List<Board.Shown> shown() {
    return targets.stream()
        .map(target -> new Board.Shown(target.zone(), target.label()))
        .toList();
  }

  /** Whether a render should be planned now; false while one is. */
  boolean planRender() {
    boolean first = !renderPlanned;
    renderPlanned = true;
    return first;
  }

  void rendering() {
    renderPlanned = false;
  }
}
