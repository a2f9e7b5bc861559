/**
 * A member of Hazelcast that is alone for good and opens no socket. Uses internals of Hazelcast. Enter
 * at {@link SolitaryNode}.
 */
package io.github.cfexporter.cluster.solitary;
