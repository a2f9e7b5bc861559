package io.github.cfexporter.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Hosts that are asked without a proxy, as {@code NO_PROXY} lists them: a name with those below it, one
 * with a dot in front for those below it only, an address, a network such as {@code 10.0.0.0/8}, each
 * with a port or without, or {@code *}. This machine is always among them.
 *
 * @see <a href="https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config">the same of Go</a>
 */
public final class NoProxy {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern PORT = Pattern.compile("^(.*[^:]|\\[.*]):(\\d{1,5})$");

  private final List<String> items;

  public NoProxy(String list) {
    this.items = Arrays.stream(list.split("[,\\s]+"))
        .map(item -> item.toLowerCase(Locale.ROOT))
        .filter(item -> !item.isEmpty())
        .toList();
  }

  /**
   * Whether a host is asked directly.
   *
   * @param host a name, or an address with or without brackets; nobody is asked for a name
   */
  public boolean covers(String host, int port) {
    String bare = bare(host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", ""));
    Optional<InetAddress> address = address(bare);
    return bare.equals("localhost")
        || bare.endsWith(".localhost")
        || address.filter(InetAddress::isLoopbackAddress).isPresent()
        || items.stream().anyMatch(item -> covers(item, bare, address, port));
  }

  private static boolean covers(String item, String host, Optional<InetAddress> address, int port) {
    if (item.equals("*")) {
      return true;
    }
    var withPort = PORT.matcher(item);
    boolean hasPort = withPort.matches() && address(item).isEmpty();
    String name = bare(hasPort ? withPort.group(1) : item);
    if (hasPort && Integer.parseInt(withPort.group(2)) != port) {
      return false;
    }
    if (address.isPresent()) {
      return name.contains("/") ? isWithin(name, address.get()) : address(name).equals(address);
    }
    String below = name.replaceFirst("^\\*?\\.", "");
    return host.endsWith("." + below) || (below.equals(name) && host.equals(name));
  }

  private static boolean isWithin(String network, InetAddress address) {
    String[] parts = network.split("/", 2);
    Optional<InetAddress> base = address(parts[0]);
    if (base.isEmpty() || !parts[1].matches("\\d{1,3}")) {
      return false;
    }
    byte[] ours = address.getAddress();
    byte[] theirs = base.get().getAddress();
    int bits = Integer.parseInt(parts[1]);
    if (ours.length != theirs.length || bits > 8 * ours.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** Of what is written as one; a name is not looked up. */
  private static Optional<InetAddress> address(String text) {
    try {
      return ADDRESS.matcher(text).matches()
          ? Optional.of(InetAddress.getByName(text))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
