package io.github.cfexporter.cluster.fragments;

import com.hazelcast.map.EntryProcessor;
import java.util.Map;

/** Counts the owners of an account. */
public record BeginEpoch() implements EntryProcessor<String, Long, Long> {

  @Override
  public Long process(Map.Entry<String, Long> entry) {
    long next = entry.getValue() == null ? 1 : entry.getValue() + 1;
    entry.setValue(next);
    return next;
  }
}
