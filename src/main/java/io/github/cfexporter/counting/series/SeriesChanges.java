package io.github.cfexporter.counting.series;

/** Is told what a window does to the series of a family, so that it can be undone. */
public interface SeriesChanges {
  /** For whoever does not want to know. */
  SeriesChanges IGNORED = new SeriesChanges() {
    @Override
    public void began(String key, long amount) {}

    @Override
    public void grew(String key, long amount) {}

    @Override
    public void left(String key, long total) {}
  };

  /** A series is new and has this total. */
  void began(String key, long amount);

  /** A series that was there has grown. */
  void grew(String key, long amount);

  /** A series was forgotten, with what it had come to. */
  void left(String key, long total);
}
