package io.github.cfexporter.settings.values;

/** The least serious log line that is written. */
public enum LogLevel {
  DEBUG,
  INFO,
  WARN,
  ERROR
}
