package io.github.cfexporter.collect;

import io.github.cfexporter.bus.AccountView;
import io.github.cfexporter.bus.Collect;
import io.github.cfexporter.bus.Target;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One batch of an account within one query kind: its targets of the moment and their tracks. */
final class Roster {
  private final int part;
  private final Board board = new Board();
  private final Map<Board.Cell, Track> tracks = new HashMap<>();
  private final Set<Board.Cell> abandoned = new HashSet<>();
  private AccountView account;
  private List<Target> targets = List.of();
  private final long since;
  private boolean whole;
  private boolean shown;
  private boolean renderPlanned;
  private boolean retired;
  private Object look = List.of();

  /** @param since milliseconds since the epoch */
  Roster(int part, AccountView account, long since) {
    this.part = part;
    this.account = account;
    this.since = since;
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
    whole = collect.whole();
    Set<String> zones = targets.stream().map(Target::zone).collect(Collectors.toSet());
    List<Track> gone = tracks.values().stream()
        .filter(track -> !zones.contains(track.cell().zone()))
        .toList();
    gone.forEach(track -> tracks.remove(track.cell()));
    abandoned.removeIf(cell -> !zones.contains(cell.zone()));
    return gone;
  }

  /** The track of a source in a zone; one that was abandoned begins anew. */
  Track track(String source, String zone) {
    Board.Cell cell = new Board.Cell(source, zone);
    abandoned.remove(cell);
    return tracks.computeIfAbsent(cell, Track::new);
  }

  List<Track> tracks(String source) {
    return tracks.values().stream()
        .filter(track -> track.cell().source().equals(source))
        .toList();
  }

  /**
   * Stops following a source in a zone; answers its track the first time, also one that was never
   * begun here, because an earlier run may have left totals.
   */
  Optional<Track> abandon(String source, String zone) {
    Board.Cell cell = new Board.Cell(source, zone);
    Track track = Optional.ofNullable(tracks.remove(cell)).orElseGet(() -> new Track(cell));
    return abandoned.add(cell) ? Optional.of(track) : Optional.empty();
  }

  boolean knows(Track track) {
    return tracks.get(track.cell()) == track;
  }

  List<Board.Shown> shown() {
    return targets.stream()
        .map(target -> new Board.Shown(target.zone(), target.label()))
        .toList();
  }

  /** When this node began to collect the batch, in milliseconds since the epoch. */
  long since() {
    return since;
  }

  /** Whether nothing is missing that a former owner may have shown: every track has its counters. */
  boolean isLoaded() {
    return whole
        && tracks.values().stream()
            .allMatch(track -> track.isOff() || track.watermark().isPresent());
  }

  /** Whether every track has had a window, too, without which its gauges are unknown. */
  boolean isFresh() {
    return isLoaded()
        && tracks.values().stream().allMatch(track -> track.isOff() || track.hasCounted());
  }

  /** Whether this node has shown the batch, so that no former owner's view is left to replace. */
  boolean isShown() {
    return shown;
  }

  void showing() {
    shown = true;
  }

  /** Whether a render should be planned now; false while one is. */
  boolean planRender() {
    boolean first = !renderPlanned;
    renderPlanned = true;
    return first;
  }

  /** Whether names or families have changed since the last call. */
  boolean looksOtherwise(List<String> families) {
    Object now = List.of(account, shown(), families);
    boolean otherwise = !now.equals(look);
    look = now;
    return otherwise;
  }

  /** Nothing is published of the batch any more. */
  void retire() {
    retired = true;
  }

  boolean isRetired() {
    return retired;
  }

  void rendering() {
    renderPlanned = false;
  }
}
