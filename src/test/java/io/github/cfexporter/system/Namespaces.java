package io.github.cfexporter.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Machines that are none: each has a network of its own, with loopback and one address, and they are
 * joined by a switch that the tests reach, too. Needs root and Linux.
 */
final class Namespaces implements AutoCloseable {
  private static final String NETWORK = "10.213.77.";

  private final String name = "cfx" + ProcessHandle.current().pid() % 100_000;
  private final int size;

  Namespaces(int size) {
    this.size = size;
    assumeTrue(
        run("ip", "link", "add", name, "type", "bridge"),
        "no networks can be made here: that needs Linux, iproute2 and root");
    must("ip", "addr", "add", NETWORK + "254/24", "dev", name);
    must("ip", "link", "set", name, "up");
    for (int number = 0; number < size; number++) {
      String space = space(number);
      must("ip", "netns", "add", space);
      must("ip", "link", "add", space, "type", "veth", "peer", "name", "eth0", "netns", space);
      must("ip", "link", "set", space, "master", name, "up");
      must("ip", "-n", space, "addr", "add", address(number) + "/24", "dev", "eth0");
      must("ip", "-n", space, "link", "set", "eth0", "up");
      must("ip", "-n", space, "link", "set", "lo", "up");
    }
  }

  String address(int number) {
    return NETWORK + (number + 1);
  }

  /** What to put before a command that is to run there. */
  List<String> within(int number) {
    return List.of("ip", "netns", "exec", space(number));
  }

  @Override
  public void close() {
    for (int number = 0; number < size; number++) {
      run("ip", "link", "del", space(number)); // a process that still ends keeps its network
      run("ip", "netns", "del", space(number));
    }
    run("ip", "link", "del", name);
  }

  private String space(int number) {
    return name + "n" + number;
  }

  private static void must(String... command) {
    if (!run(command)) {
      throw new IllegalStateException("failed: " + String.join(" ", command));
    }
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(new ArrayList<>(List.of(command)))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException missing) {
      return false;
    }
  }
}
