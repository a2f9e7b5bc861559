package io.github.cfexporter.exposition;

/** How an answer's bytes travel. */
public enum Encoding {
  IDENTITY,
  GZIP
}
