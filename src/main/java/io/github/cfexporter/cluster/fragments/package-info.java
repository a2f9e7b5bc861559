/**
 * The rendered fragments of {@code /metrics} that every node holds, fenced by the epoch of the
 * account's owner. Enter at {@link Fragments}.
 */
package io.github.cfexporter.cluster.fragments;
