package io.github.cfexporter.http.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names that this machine, or its container, goes by. */
public final class MachineNames {
  private static final Logger logger = LoggerFactory.getLogger(MachineNames.class);

  /** Asks the system, which may ask a name server: it may block. */
  public static Set<String> read() {
    Set<String> names = new HashSet<>();
    Optional.ofNullable(System.getenv("HOSTNAME")).ifPresent(names::add);
    try {
      InetAddress machine = InetAddress.getLocalHost();
      names.add(machine.getHostName());
      names.add(machine.getCanonicalHostName());
    } catch (UnknownHostException e) {
      logger.debug("the machine's name has no address: {}", e.getMessage());
    }
    return names;
  }

  private MachineNames() {}
}
