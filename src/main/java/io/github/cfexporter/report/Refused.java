package io.github.cfexporter.report;

import java.util.Locale;

/** Counts what the server refuses of strangers and of clients that are too slow. */
@FunctionalInterface
public interface Refused {
  /** Why a request or a connection got no answer; the {@code reason} label of the counter. */
  enum Reason {
    /** A wrong user or password, or one too many of them. */
    PASSWORD,
    /** A {@code Host} header that does not name this server, or a page of another site. */
    HOST,
    /** Too many connections at a time. */
    CONNECTIONS,
    /** A client that sends or reads too slowly. */
    SLOW,
    /** Too many bodies at a time, or one that is too large. */
    BODY,
    /** One request too many for the {@code rate_limit} of the web configuration. */
    RATE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  void count(Reason reason);
}
