package io.github.cfexporter.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * How a node finds the others.
 *
 * @param name nodes of other names are strangers
 * @param secret nodes that do not know it are strangers, too
 * @param members hosts, or host:port; may include this node
 * @param kubernetesService DNS name of a headless service, instead of {@code members}
 * @param port on which this node listens for the others
 * @param bindAddress of this node; empty chooses the one that fits the members
 * @param publicAddress under which the others reach this node, where that differs
 */
public record Neighbours(
    String name,
    Optional<String> secret,
    List<String> members,
    Optional<String> kubernetesService,
    int port,
    Optional<String> bindAddress,
    Optional<String> publicAddress) {
  private static final int DIGITS = 24;

  public Neighbours {
    members = List.copyOf(members);
  }

  /**
   * The name that Hazelcast compares before it lets a member in. The secret takes part as a digest:
   * the open-source edition has no other way to keep strangers out.
   */
  String clusterName() {
    return secret.map(word -> name + "-" + digest(word)).orElse(name);
  }

  private String digest(String word) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest((name + "\n" + word).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
