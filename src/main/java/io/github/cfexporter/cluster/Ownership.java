package io.github.cfexporter.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.MigrationListener;
import com.hazelcast.partition.MigrationState;
import com.hazelcast.partition.Partition;
import com.hazelcast.partition.ReplicaMigrationEvent;
import io.github.cfexporter.limiter.BudgetShares;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which node does what: a piece of work belongs to the node that owns the partition of its key, so
 * every node knows by itself and an owner has its counters at hand.
 */
public final class Ownership {
  private final HazelcastInstance hazelcast;

  /** A node of the cluster. */
  public record Node(String id, String address, boolean self) {}

  Ownership(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
  }

  public boolean isMine(String key) {
    return owner(key).filter(Member::localMember).isPresent();
  }

  /** Id of the node that owns a key; empty while nobody is known to. */
  public Optional<String> ownerOf(String key) {
    return owner(key).map(Ownership::id);
  }

  /** Id of this node, the same for as long as its process lives. */
  public String self() {
    return id(hazelcast.getCluster().getLocalMember());
  }

  /** Host and port on which the others reach this node. */
  String address() {
    return address(hazelcast.getCluster().getLocalMember());
  }

  /** The oldest first. */
  public List<Node> nodes() {
    return hazelcast.getCluster().getMembers().stream()
        .map(member -> new Node(id(member), address(member), member.localMember()))
        .toList();
  }

  /** The nodes as those who share the budgets. */
  public Set<BudgetShares.Holder> holders() {
    return nodes().stream()
        .map(node -> new BudgetShares.Holder(node.id(), node.address()))
        .collect(Collectors.toSet());
  }

  /** Whether every entry has its backup, so that any one node may be lost. Blocks: asks all nodes. */
  public boolean isSafe() {
    return hazelcast.getPartitionService().isClusterSafe();
  }

  /** Calls back, on a thread of Hazelcast's, whenever work may have a new owner. */
  public void onChange(Runnable listener) {
    hazelcast.getCluster().addMembershipListener(new MembershipListener() {
      @Override
      public void memberAdded(MembershipEvent event) {
        listener.run();
      }

      @Override
      public void memberRemoved(MembershipEvent event) {
        listener.run();
      }
    });
    hazelcast.getPartitionService().addMigrationListener(new EveryMigration(listener));
  }

  private Optional<Member> owner(String key) {
    if (!hazelcast.getLifecycleService().isRunning()) {
      return Optional.empty();
    }
    Partition partition = hazelcast.getPartitionService().getPartition(key);
    return Optional.ofNullable(partition.getOwner());
  }

  /** Hazelcast's own id of a member changes when it joins again after a split; this one does not. */
  private static String id(Member member) {
    return member.getAttribute(MemberConfig.NODE_ID);
  }

  private static String address(Member member) {
    return member.getAddress().getHost() + ":" + member.getAddress().getPort();
  }

  private record EveryMigration(Runnable listener) implements MigrationListener {
    @Override
    public void migrationStarted(MigrationState state) {}

    @Override
    public void migrationFinished(MigrationState state) {
      listener.run();
    }

    @Override
    public void replicaMigrationCompleted(ReplicaMigrationEvent event) {}

    @Override
    public void replicaMigrationFailed(ReplicaMigrationEvent event) {}
  }
}
