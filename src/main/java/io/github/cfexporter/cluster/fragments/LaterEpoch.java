package io.github.cfexporter.cluster.fragments;

import io.github.cfexporter.cluster.wire.MergePolicy;
import java.util.Optional;

/** After a split, the later of the epochs that both sides have begun: none is begun twice. */
public final class LaterEpoch extends MergePolicy<Long> {
  public static final int ID = 10;

  public LaterEpoch() {
    super(ID);
  }

  @Override
  protected Long merge(Long theirs, Optional<Long> ours) {
    return Math.max(theirs, ours.orElse(theirs));
  }
}
