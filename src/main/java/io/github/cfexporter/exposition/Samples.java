package io.github.cfexporter.exposition;

import java.util.List;

/**
 * Some samples of one family that begin with the same labels. Its {@code equals} decides what is
 * rendered again: objects that are equal must write the same lines.
 */
public interface Samples {
  /** Names of all labels, those with shared values first. */
  List<String> labels();

  /** Values of the first labels, the same for all samples. */
  List<String> shared();

  int size();

  /** Writes every sample; nobody else may write one with the same labels. */
  void writeTo(LineWriter lines);
}
