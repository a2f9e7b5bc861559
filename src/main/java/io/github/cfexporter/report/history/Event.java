package io.github.cfexporter.report.history;

import java.time.Instant;

/**
 * Something that changed, for the list on the page.
 *
 * @param sort in one word: {@code began}, {@code ended} or {@code note}
 * @param level of what began or ended, in one word; empty for a note
 * @param sentence for people, without a secret
 */
public record Event(Instant at, String sort, String level, String sentence) {}
