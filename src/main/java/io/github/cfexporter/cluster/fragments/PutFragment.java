package io.github.cfexporter.cluster.fragments;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.Map;

/** Puts a fragment into the shared map, unless a newer one is there. */
public record PutFragment(SharedFragment fragment)
    implements EntryProcessor<FragmentKey, SharedFragment, Boolean> {

  @Override
  public Boolean process(Map.Entry<FragmentKey, SharedFragment> entry) {
    boolean newer = fragment.isNewerThan(entry.getValue());
    if (newer) {
      entry.setValue(fragment);
    }
    return newer;
  }

  public void write(ObjectDataOutput out) throws IOException {
    fragment.write(out);
  }

  public static PutFragment read(ObjectDataInput in) throws IOException {
    return new PutFragment(SharedFragment.read(in));
  }
}
