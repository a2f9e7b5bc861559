package io.github.cfexporter.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ports on which a process takes connections or datagrams, as Linux tells them: proc(5). */
final class OpenPorts {
  private static final String LISTENING = "0A";

  static boolean canBeRead() {
    return Files.isReadable(Path.of("/proc/self/net/tcp"));
  }

  /** Such as {@code tcp 8787}. */
  static Set<String> of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    Set<String> sockets = sockets(process.resolve("fd"));
    Set<String> ports = new TreeSet<>();
    for (String protocol : Set.of("tcp", "tcp6", "udp", "udp6")) {
      try (Stream<String> lines = Files.lines(process.resolve("net").resolve(protocol))) {
        lines
            .skip(1)
            .map(line -> line.strip().split("\\s+"))
            .filter(fields -> sockets.contains("socket:[" + fields[9] + "]"))
            .filter(fields -> protocol.startsWith("udp") || fields[3].equals(LISTENING))
            .forEach(fields -> ports.add(protocol.substring(0, 3) + " " + port(fields[1])));
      }
    }
    return ports;
  }

  private static Set<String> sockets(Path descriptors) throws IOException {
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.map(OpenPorts::target).collect(Collectors.toSet());
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
  }

  private OpenPorts() {}
}
