package io.github.cfexporter.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a node finds the others.
 *
 * @param name nodes of other names are strangers
 * @param secret that all nodes know; without one, all of them are on the loopback of one machine
 * @param certificates to show the others, instead of one that is made of the secret
 * @param members hosts, or host:port; may include this node
 * @param kubernetesService DNS name of a headless service, instead of {@code members}
 * @param port on which this node listens for the others
 * @param busPort second port on which it does, 0 for any free one; needs a secret
 * @param bindAddress of this node; empty chooses the one that fits the members
 * @param publicAddress under which the others reach this node, where that differs
 */
public record Neighbours(
    String name,
    Optional<String> secret,
    Optional<Certificates> certificates,
    List<String> members,
    Optional<String> kubernetesService,
    int port,
    int busPort,
    Optional<String> bindAddress,
    Optional<String> publicAddress) {

  public Neighbours {
    members = List.copyOf(members);
  }

  /**
   * PEM files.
   *
   * @param certificate of this node
   * @param key that belongs to it
   * @param authority that has signed the certificates of all nodes, and of nobody else
   */
  public record Certificates(Path certificate, Path key, Path authority) {}

  /** The members, each with a port. */
  List<String> addresses() {
    return members.stream().map(member -> HostPort.of(member, port).toString()).toList();
  }
}
