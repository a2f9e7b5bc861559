package io.github.cfexporter.runtime;

/**
 * What a node sees of its cluster.
 *
 * @param nodes how many are in sight, itself among them
 * @param safe whether every entry has its backup, so that any one node may be lost
 */
public record ClusterState(int nodes, boolean safe) {
  /** What two nodes see together: the fewest nodes, and the worse news. */
  ClusterState and(ClusterState other) {
    return new ClusterState(Math.min(nodes, other.nodes), safe && other.safe);
  }
}
