package io.github.cfexporter.cluster.store;

/** Primary key of the counters. */
public record CounterId(String account, String kind, String source, String zone) {}
