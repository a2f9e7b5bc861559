package io.github.cfexporter.settings;

/** The least serious log line that is written. */
public enum LogLevel {
  DEBUG,
  INFO,
  WARN,
  ERROR
}
