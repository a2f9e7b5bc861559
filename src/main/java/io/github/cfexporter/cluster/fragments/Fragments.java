package io.github.cfexporter.cluster.fragments;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import io.github.cfexporter.cluster.wire.Operations;
import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.exposition.Fragment;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** Its copy of the counters with a key of usual length, and its compressed line, twice. */
  private static final long BYTES_OF_ANOTHERS_SERIES = 250;

  private final Operations operations;
  private final Optional<IMap<FragmentKey, SharedFragment>> shared;
  private final Optional<IMap<String, Long>> epochs;
  private final Map<String, Long> ownEpochs = new ConcurrentHashMap<>();
  private final Map<FragmentKey, ShownFragment> pieces = new ConcurrentHashMap<>();
  private final AtomicLong sequence = new AtomicLong();

  private Fragments(
      Operations operations,
      Optional<IMap<FragmentKey, SharedFragment>> shared,
      Optional<IMap<String, Long>> epochs) {
    this.operations = operations;
    this.shared = shared;
    this.epochs = epochs;
  }

  /** Of a node that is alone. */
  public static Fragments alone(Operations operations) {
    return new Fragments(operations, Optional.empty(), Optional.empty());
  }

  public static Fragments shared(
      Operations operations, IMap<FragmentKey, SharedFragment> map, IMap<String, Long> epochs) {
    Fragments fragments = new Fragments(operations, Optional.of(map), Optional.of(epochs));
    map.addEntryListener(fragments.new Mirror(), true);
    fragments.refresh();
    return fragments;
  }

  /** Every fragment. */
  public Collection<Fragment> all() {
    return pieces.values().stream().map(ShownFragment::fragment).toList();
  }

  /** Every fragment that this node has made itself. */
  public List<Fragment> own() {
    return pieces.values().stream()
        .filter(ShownFragment::own)
        .map(ShownFragment::fragment)
        .toList();
  }

  /** An estimate of the heap that counters and lines take here which other nodes collect. */
  public long bytesOfOthers() {
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
  public Future<Void> beginEpoch(String account) {
    CompletionStage<Long> begun = epochs.isPresent()
        ? epochs.get().submitToKey(account, new BeginEpoch())
        : CompletableFuture.completedStage(1L);
    return operations
        .here(begun)
        .onSuccess(number -> ownEpochs.put(account, number))
        .mapEmpty();
  }

  /** Somebody else answers for the account; what this node still renders is not shown. */
  public void endEpoch(String account) {
    ownEpochs.remove(account);
  }

  /** Shows a fragment that has no counters. */
  public void put(FragmentKey key, Fragment fragment) {
    put(key, fragment, Map.of());
  }

  /**
   * Shows a fragment on every node, but on none that has shown counters of which some are not in these:
   * after a split the node that collects now may have to catch up first, or to read what the other side
   * has counted.
   *
   * @param versions which counters are shown, by source and zone
   */
  public void put(FragmentKey key, Fragment fragment, Map<String, Version> versions) {
    Long epoch = ownEpochs.get(key.account());
    if (shared.isEmpty()) {
      pieces.put(
          key, new ShownFragment(new SharedFragment(0, 0, versions, new byte[0]), fragment, true));
    } else if (epoch != null) {
      post(key, fragment, versions, epoch);
    }
  }

  private void post(FragmentKey key, Fragment fragment, Map<String, Version> versions, long epoch) {
    long now = sequence.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis()));
    SharedFragment posted = new SharedFragment(epoch, now, versions, fragment.toBytes());
    shared
        .orElseThrow()
        .submitToKey(key, new PutFragment(posted))
        .whenComplete((accepted, failure) -> {
          if (failure != null) {
            logger.warn("series could not be shared; the next refresh will: key={}", key, failure);
          } else if (accepted) {
            take(key, new ShownFragment(posted, fragment, true));
          } else if (ownEpochs.remove(key.account(), epoch)) {
            // after a split the other side may be at a later epoch; a former owner has ended its
            // own
            beginEpoch(key.account()).onSuccess(begun -> put(key, fragment, versions));
          }
        });
  }

  /** Shows only some families of what this node has made; counters stay as far as they were. */
  public void retain(FragmentKey key, Set<String> families) {
    ShownFragment held = pieces.get(key);
    if (held != null && held.own()) {
      put(key, held.fragment().only(families), held.posted().versions());
    }
  }

  /** Names of what is shown of a query kind, of any account. */
  public List<FragmentKey> keys(String kind) {
    return pieces.keySet().stream().filter(key -> key.kind().equals(kind)).toList();
  }

  public void remove(FragmentKey key) {
    pieces.remove(key);
    shared.ifPresent(map -> map.removeAsync(key));
  }

  /** Reads the whole map, as after joining. */
  public void refresh() {
    shared.ifPresent(map -> map.forEach(this::take));
  }

  private void take(FragmentKey key, SharedFragment posted) {
    try {
      take(key, new ShownFragment(posted, Fragment.fromBytes(posted.bytes()), false));
    } catch (IllegalArgumentException e) {
      logger.error("shared series cannot be read, is a node of another release? key={}", key, e);
    }
  }

  private void take(FragmentKey key, ShownFragment piece) {
    pieces.merge(key, piece, (known, fresh) -> known.after(fresh, System.currentTimeMillis()));
  }

  /** Brings this node's copy up to date, on threads of Hazelcast's. */
  private final class Mirror
      implements EntryAddedListener<FragmentKey, SharedFragment>,
          EntryUpdatedListener<FragmentKey, SharedFragment>,
          EntryMergedListener<FragmentKey, SharedFragment>,
          EntryRemovedListener<FragmentKey, SharedFragment> {
    @Override
    public void entryAdded(EntryEvent<FragmentKey, SharedFragment> event) {
      take(event.getKey(), event.getValue());
    }

    @Override
    public void entryUpdated(EntryEvent<FragmentKey, SharedFragment> event) {
      take(event.getKey(), event.getValue());
    }

    @Override
    public void entryMerged(EntryEvent<FragmentKey, SharedFragment> event) {
      take(event.getKey(), event.getValue());
    }

    @Override
    public void entryRemoved(EntryEvent<FragmentKey, SharedFragment> event) {
      pieces.remove(event.getKey());
    }
  }
}
