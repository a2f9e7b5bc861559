package io.github.cfexporter.cluster.fragments;

import io.github.cfexporter.cluster.wire.MergePolicy;
import java.util.Optional;

/** After a split, the fragment of the later epoch wins, or the one that was rendered later. */
public final class NewerFragment extends MergePolicy<SharedFragment> {
  public static final int ID = 12;

  public NewerFragment() {
    super(ID);
  }

  @Override
  protected SharedFragment merge(SharedFragment theirs, Optional<SharedFragment> ours) {
    return ours.filter(fragment -> !theirs.isNewerThan(fragment)).orElse(theirs);
  }
}
