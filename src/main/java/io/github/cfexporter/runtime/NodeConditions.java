package io.github.cfexporter.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Collects the conditions of this node; safe for use by several threads. */
public final class NodeConditions {
  private final Notices notices = new Notices();
  private final Map<String, Set<String>> strangers = new ConcurrentHashMap<>();
  private volatile Supplier<List<String>> others = List::of;
  private volatile Supplier<OptionalLong> skewMillis = OptionalLong::empty;
  private volatile Supplier<Optional<Boolean>> databaseUp = Optional::empty;
  private volatile Supplier<Optional<ClusterState>> cluster = Optional::empty;
  private volatile Supplier<Conditions.Kinds> kinds = () -> Conditions.Kinds.NONE;

  public Notices notices() {
    return notices;
  }

  /**
   * What the settings select and was looked for in vain.
   *
   * @param account whose zones were looked through, or {@link Conditions#ALL_ACCOUNTS}
   * @param items such as {@code cfZones=name}
   */
  public void strangers(String account, Set<String> items) {
    strangers.put(account, Set.copyOf(items));
  }

  /** The account is no longer collected here. */
  public void forget(String account) {
    strangers.remove(account);
  }

  /** Where to ask how far this machine's clock is ahead of Cloudflare's, in milliseconds. */
  public void skew(Supplier<OptionalLong> millis) {
    skewMillis = millis;
  }

  /** Where to ask whether the database can be used; an empty answer means that there is none. */
  public void databaseUp(Supplier<Optional<Boolean>> up) {
    databaseUp = up;
  }

  /** Where to ask what is seen of the other nodes; an empty answer means that there are none. */
  public void cluster(Supplier<Optional<ClusterState>> state) {
    cluster = state;
  }

  /** Where to ask for the query kinds of a user's files. */
  public void kinds(Supplier<Conditions.Kinds> ofFiles) {
    kinds = ofFiles;
  }

  /** Where to ask for sentences that are logged elsewhere. */
  public void alsoTell(Supplier<List<String>> sentences) {
    others = sentences;
  }

  public Conditions now() {
    List<String> all = new ArrayList<>(others.get());
    all.addAll(notices.sentences());
    return new Conditions(
        all, strangers, skewMillis.get(), databaseUp.get(), cluster.get(), kinds.get());
  }
}
