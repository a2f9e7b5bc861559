package io.github.cfexporter.cloudflare;

/**
 * The smallest piece of an answer that stands or falls by itself: one node for one zone.
 *
 * @param zone the zone's tag; empty for a node of the account
 */
public record AnswerPart(String alias, String zone) {}
