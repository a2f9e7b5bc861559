package io.github.cfexporter.report.history;

import java.time.Instant;

/**
 * A cause that lasts.
 *
 * @param since when it was first seen by this node
 */
public record StandingCause(Cause cause, Instant since) {}
