/**
 * Brings answers of the cluster back to the context of the caller. Enter at {@link Operations}.
 */
package io.github.cfexporter.cluster.wire;
