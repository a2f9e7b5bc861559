package io.github.cfexporter.report;

import io.github.cfexporter.runtime.Time;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The last GraphQL document that this node has sent for each query kind, for people who want to see what is
 * asked. It has ids of accounts and zones in it, and no secret. Safe for use by several threads.
 */
public final class LastDocuments {
  private final Time time;
  private final Map<String, Sent> byKind = new ConcurrentHashMap<>();

  /**
   * One document.
   *
   * @param millis when it was sent, since the epoch
   * @param text spells it; called only when somebody looks
   */
  public record Sent(long millis, Supplier<String> text) {}

  LastDocuments(Time time) {
    this.time = time;
  }

  /** A document leaves that asks for these kinds. */
  public void sent(Collection<String> kinds, Supplier<String> text) {
    Sent sent = new Sent(time.millis(), text);
    kinds.forEach(kind -> byKind.put(kind, sent));
  }

  public Optional<Sent> of(String kind) {
    return Optional.ofNullable(byKind.get(kind));
  }
}
