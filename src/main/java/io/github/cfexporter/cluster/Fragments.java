package io.github.cfexporter.cluster;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import io.github.cfexporter.exposition.Fragment;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rendered pieces of {@code /metrics}. Every node holds those of the whole cluster in its own
 * memory, so that a scrape asks nobody and a node that vanishes leaves no hole.
 */
public final class Fragments {
  private static final Logger logger = LoggerFactory.getLogger(Fragments.class);

  /** Five refreshes at the usual pace; a database that has lost counters is believed after that. */
  private static final long PATIENCE_MILLIS = 300_000;

  /** Its copy of the counters with a key of usual length, and its compressed line, twice. */
  private static final long BYTES_OF_ANOTHERS_SERIES = 250;

  private final Operations operations;
  private final Optional<IMap<FragmentKey, Posted>> shared;
  private final Optional<IMap<String, Long>> reigns;
  private final Map<String, Long> ownReigns = new ConcurrentHashMap<>();
  private final Map<FragmentKey, Piece> pieces = new ConcurrentHashMap<>();
  private final AtomicLong sequence = new AtomicLong();

  /** @param behindSince when newer pieces that stand behind this one began to come; 0 if none did */
  private record Piece(Posted posted, Fragment fragment, boolean own, long behindSince) {
    Piece(Posted posted, Fragment fragment, boolean own) {
      this(posted, fragment, own, 0);
    }

    /** An event may bring back what is known already, but not that it was made here. */
    boolean replaces(Piece known) {
      return posted.isNewerThan(known.posted) || (own && !known.posted.isNewerThan(posted));
    }
  }

  private Fragments(
      Operations operations,
      Optional<IMap<FragmentKey, Posted>> shared,
      Optional<IMap<String, Long>> reigns) {
    this.operations = operations;
    this.shared = shared;
    this.reigns = reigns;
  }

  /** Of a node that is alone. */
  static Fragments alone(Operations operations) {
    return new Fragments(operations, Optional.empty(), Optional.empty());
  }

  static Fragments shared(
      Operations operations, IMap<FragmentKey, Posted> map, IMap<String, Long> reigns) {
    Fragments fragments = new Fragments(operations, Optional.of(map), Optional.of(reigns));
    map.addEntryListener(fragments.new Mirror(), true);
    fragments.refresh();
    return fragments;
  }

  /** Every fragment. */
  public Collection<Fragment> all() {
    return pieces.values().stream().map(Piece::fragment).toList();
  }

  /** Every fragment that this node has made itself. */
  public List<Fragment> own() {
    return pieces.values().stream().filter(Piece::own).map(Piece::fragment).toList();
  }

  /** An estimate of the heap that counters and lines take here which other nodes collect. */
  long bytesOfOthers() {
    return shared.isEmpty()
        ? 0
        : BYTES_OF_ANOTHERS_SERIES
            * pieces.values().stream()
                .filter(piece -> !piece.own())
                .mapToLong(piece -> piece.fragment().series())
                .sum();
  }

  public boolean has(FragmentKey key) {
    return pieces.containsKey(key);
  }

  /** Begins to answer for an account: what earlier owners still post is ignored from now on. */
  public Future<Void> beginReign(String account) {
    CompletionStage<Long> begun = reigns.isPresent()
        ? reigns.get().submitToKey(account, new BeginReign())
        : CompletableFuture.completedStage(1L);
    return operations
        .here(begun)
        .onSuccess(number -> ownReigns.put(account, number))
        .mapEmpty();
  }

  /** Somebody else answers for the account; what this node still renders is not shown. */
  public void endReign(String account) {
    ownReigns.remove(account);
  }

  /** Shows a fragment that has no counters. */
  public void put(FragmentKey key, Fragment fragment) {
    put(key, fragment, Map.of());
  }

  /**
   * Shows a fragment on every node, but on none that has shown counters which have come further: after
   * a split the one that collects now may have to catch up first.
   *
   * @param watermarks by source and zone, in seconds since the epoch
   */
  public void put(FragmentKey key, Fragment fragment, Map<String, Long> watermarks) {
    Long reign = ownReigns.get(key.account());
    if (shared.isEmpty()) {
      pieces.put(key, new Piece(new Posted(0, 0, watermarks, new byte[0]), fragment, true));
    } else if (reign != null) {
      post(key, fragment, watermarks, reign);
    }
  }

  private void post(FragmentKey key, Fragment fragment, Map<String, Long> watermarks, long reign) {
    long now = sequence.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis()));
    Posted posted = new Posted(reign, now, watermarks, fragment.toBytes());
    shared.orElseThrow().submitToKey(key, new Post(posted)).whenComplete((accepted, failure) -> {
      if (failure != null) {
        logger.warn("series could not be shared; the next refresh will: key={}", key, failure);
      } else if (accepted) {
        take(key, new Piece(posted, fragment, true));
      } else if (ownReigns.remove(key.account(), reign)) {
        // after a split the other side may have reigned longer; a former owner has ended its own
        beginReign(key.account()).onSuccess(begun -> put(key, fragment, watermarks));
      }
    });
  }

  public void remove(FragmentKey key) {
    pieces.remove(key);
    shared.ifPresent(map -> map.removeAsync(key));
  }

  /** Reads the whole map, as after joining. */
  void refresh() {
    shared.ifPresent(map -> map.forEach(this::take));
  }

  private void take(FragmentKey key, Posted posted) {
    try {
      take(key, new Piece(posted, Fragment.fromBytes(posted.bytes()), false));
    } catch (IllegalArgumentException e) {
      logger.error("shared series cannot be read, is a node of another release? key={}", key, e);
    }
  }

  private void take(FragmentKey key, Piece piece) {
    pieces.merge(key, piece, (known, fresh) -> fresh.replaces(known) ? next(known, fresh) : known);
  }

  /** Counters that were shown are not taken back, unless nobody catches up with them. */
  private static Piece next(Piece known, Piece fresh) {
    long now = System.currentTimeMillis();
    long since = known.behindSince == 0 ? now : known.behindSince;
    return fresh.posted.isAsFarAs(known.posted) || now > since + PATIENCE_MILLIS
        ? fresh
        : new Piece(known.posted, known.fragment, known.own, since);
  }

  /** Brings this node's copy up to date, on threads of Hazelcast's. */
  private final class Mirror
      implements EntryAddedListener<FragmentKey, Posted>,
          EntryUpdatedListener<FragmentKey, Posted>,
          EntryMergedListener<FragmentKey, Posted>,
          EntryRemovedListener<FragmentKey, Posted> {
    @Override
    public void entryAdded(EntryEvent<FragmentKey, Posted> event) {
      take(event.getKey(), event.getValue());
    }

    @Override
    public void entryUpdated(EntryEvent<FragmentKey, Posted> event) {
      take(event.getKey(), event.getValue());
    }

    @Override
    public void entryMerged(EntryEvent<FragmentKey, Posted> event) {
      take(event.getKey(), event.getValue());
    }

    @Override
    public void entryRemoved(EntryEvent<FragmentKey, Posted> event) {
      pieces.remove(event.getKey());
    }
  }
}
