/**
 * What outlives the process: counters, overrides and permits in H2 or PostgreSQL. Enter at {@link
 * Store}. Every call blocks.
 */
package io.github.cfexporter.cluster.store;
