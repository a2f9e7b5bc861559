/**
 * What the nodes share, or one node keeps alone: counters, fragments, permits, overrides, and who
 * owns what. Enter at {@link Member}. Hazelcast stays in here, the database in {@code store}, the
 * protection of the network in {@code tunnel}.
 */
package io.github.cfexporter.cluster;
