package io.github.cfexporter.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
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

  /** Where it waits for connections; an IPv6 socket on an IPv4 address counts as that. */
  static Set<InetSocketAddress> listening(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    Set<String> sockets = sockets(process.resolve("fd"));
    Set<InetSocketAddress> addresses = new HashSet<>();
    for (String protocol : Set.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(process.resolve("net").resolve(protocol))) {
        String[] fields = line.strip().split("\\s+");
        if (sockets.contains("socket:[" + fields[9] + "]") && fields[3].equals(LISTENING)) {
          addresses.add(new InetSocketAddress(host(fields[1]), port(fields[1])));
        }
      }
    }
    return addresses;
  }

  /** The kernel writes words of four bytes, each with its lowest byte first. */
  private static InetAddress host(String address) throws IOException {
    byte[] written = HexFormat.of().parseHex(address.substring(0, address.indexOf(':')));
    byte[] bytes = new byte[written.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = written[i / 4 * 4 + 3 - i % 4];
    }
    return InetAddress.getByAddress(bytes);
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
