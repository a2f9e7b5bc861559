/**
 * The counters of the cluster: totals by account, kind, source and zone, changed where they live, each
 * window exactly once. Enter at {@link Counters}.
 */
package io.github.cfexporter.cluster.counters;
