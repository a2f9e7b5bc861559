package io.github.cfexporter.gateway;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Fault;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.UnknownName;
import io.github.cfexporter.cloudflare.graphql.Wording;
import io.github.cfexporter.cloudflare.graphql.Wording.Undocumented;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which undocumented fields are asked beside the questions. One that the API does not know, or
 * refuses, is dropped for the life of the process, and the question it spoilt goes again without it.
 * Of a refusal that names nothing they are the first suspects: the same question goes without any,
 * and how that ends convicts them or clears them for a while.
 *
 * <p>Questions are told apart by identity. Not for use by several threads.
 */
public final class UndocumentedFields {
  /** So long after questions have failed without them, too, they are no suspects. */
  static final long CLEARED_MILLIS = 300_000;

  private final EnumSet<Undocumented> wanted = EnumSet.allOf(Undocumented.class);
  private final Set<Object> doubted = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Consumer<Undocumented> onDropped;
  private boolean cleared;
  private long clearedUntil;

  /** @param onDropped told once of each field that is dropped */
  public UndocumentedFields(Consumer<Undocumented> onDropped) {
    this.onDropped = onDropped;
  }

  /** What to ask beside some questions. */
  public Set<Undocumented> beside(Collection<?> questions) {
    return isDoubted(questions) ? Set.of() : Set.copyOf(wanted);
  }

  /**
   * Takes note of an answer.
   *
   * @param asked the undocumented fields of the document
   */
  public void answered(Collection<?> questions, Set<Undocumented> asked) {
    boolean convicted = isDoubted(questions) && asked.isEmpty();
    doubted.removeAll(identities(questions));
    if (convicted) {
      drop(EnumSet.allOf(Undocumented.class));
    }
  }

  /** Takes note of errors beside data: those about an undocumented field spoil nothing else. */
  public void faulted(Collection<Fault> faults) {
    drop(blamed(faults));
  }

  /**
   * Takes note of a refusal.
   *
   * @param asked the undocumented fields of the document
   * @return whether the same questions are to be asked again at once
   */
  public boolean refused(
      Collection<?> questions, Set<Undocumented> asked, CloudflareException cause, long now) {
    Set<Undocumented> guilty = blamed(cause.faults());
    guilty.retainAll(asked);
    if (!guilty.isEmpty()) {
      drop(guilty);
      return true;
    }
    if (!(cause.refusal() instanceof Refusal.Schema)) {
      return false;
    }
    if (isDoubted(questions) && asked.isEmpty()) {
      doubted.removeAll(identities(questions));
      cleared = true;
      clearedUntil = now + CLEARED_MILLIS;
      return false;
    }
    boolean suspect = !asked.isEmpty() && UnknownName.in(cause).isEmpty() && !isCleared(now);
    if (suspect) {
      doubted.addAll(questions);
    }
    return suspect;
  }

  private boolean isCleared(long now) {
    return cleared && now < clearedUntil && now >= clearedUntil - CLEARED_MILLIS;
  }

  private boolean isDoubted(Collection<?> questions) {
    return questions.stream().anyMatch(doubted::contains);
  }

  private void drop(Set<Undocumented> guilty) {
    for (Undocumented field : guilty) {
      if (wanted.remove(field)) {
        onDropped.accept(field);
      }
    }
  }

  private static Set<Undocumented> blamed(Collection<Fault> faults) {
    Set<Undocumented> blamed = EnumSet.noneOf(Undocumented.class);
    for (Fault fault : faults) {
      blamed.addAll(Wording.undocumentedAt(fault.error().path()));
      if (fault.refusal() instanceof Refusal.Schema) {
        UnknownName.in(fault.error().message()).ifPresent(name -> add(name.name(), blamed));
      } else if (fault.refusal() instanceof Refusal.FieldRefused refused) {
        add(refused.field(), blamed);
      }
    }
    return blamed;
  }

  private static void add(String field, Set<Undocumented> blamed) {
    for (Undocumented one : Undocumented.values()) {
      if (one.field().equals(field)) {
        blamed.add(one);
      }
    }
  }

  private static Set<Object> identities(Collection<?> questions) {
    Set<Object> identities = Collections.newSetFromMap(new IdentityHashMap<>());
    identities.addAll(questions);
    return identities;
  }
}
