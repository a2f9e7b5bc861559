package io.github.cfexporter.gateway.breaker;

/**
 * One source of one query kind, asked for one zone: the smallest thing that a failure can be about.
 *
 * @param source its name, unique within the kind
 * @param zone Cloudflare's id; empty for the account itself
 */
public record SourceZone(String kind, String source, String zone) {}
