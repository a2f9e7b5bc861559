package io.github.cfexporter.settings.values;

/** How a log line looks. */
public enum LogFormat {
  /** One JSON object a line, for machines. */
  JSON,
  /** Text in columns, for people at a terminal. */
  PRETTY
}
