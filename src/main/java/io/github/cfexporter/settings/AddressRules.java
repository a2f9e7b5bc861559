package io.github.cfexporter.settings;

import io.github.cfexporter.settings.values.ProxyAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for addresses: where the exporter listens, what it serves under, whom it calls. */
final class AddressRules {
  private static final String HOST_NAME = "[0-9A-Za-z]([0-9A-Za-z_-]*\\.)*[0-9A-Za-z_-]*";
  private static final String IPV6 = "(?=.*:.*:)[0-9A-Fa-f:.]{2,45}(%[0-9A-Za-z]+)?";
  private static final Pattern LOOPBACK_MEMBER =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[(::|(0{1,4}:){7})0{0,3}1\\])(:[0-9]+)?");
  private static final Pattern SEGMENTS = Pattern.compile("(/[0-9A-Za-z._~-]+)+");

  /** An item of {@code CLUSTER_MEMBERS}; IPv6 in brackets. */
  static final String MEMBER = "([0-9A-Za-z._-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?";

  /** Whether an item of {@code CLUSTER_MEMBERS} is on loopback whatever names are looked up. */
  static boolean isLoopback(String member) {
    return LOOPBACK_MEMBER.matcher(member).matches();
  }

  /** An IP address as an item of {@code CLUSTER_MEMBERS}. */
  static String bracketed(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }

  static boolean isProxy(String text) {
    try {
      ProxyAddress.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false; // the rule says what is allowed
    }
  }

  /** Where to listen; IPv6 with or without brackets, told without. */
  static Rule<Set<String>> hosts() {
    Rule<Set<String>> items = Rules.items(
        Rule.Form.LIST,
        "a list of IP addresses or host names, without ports, separated by commas",
        HOST_NAME + "|" + IPV6 + "|\\[" + IPV6 + "\\]");
    return new Rule<>(
        items.form(),
        items.allowed(),
        text -> {
          Set<String> hosts = new LinkedHashSet<>();
          items.read(text).forEach(host -> hosts.add(host.replaceAll("[\\[\\]]", "")));
          if (hosts.isEmpty()) {
            throw new IllegalArgumentException(items.allowed());
          }
          return Collections.unmodifiableSet(hosts);
        },
        items.writer());
  }

  /** The path of the metrics; those of the other endpoints and below are taken. */
  static Rule<String> endpoint() {
    return Rules.text(
        "a path such as /metrics: it starts with /, does not end in /, has letters, digits and"
            + " . _ ~ - between, and is not, nor is it below, " + ReservedPaths.inWords(),
        text -> SEGMENTS.matcher(text).matches()
            && !ReservedPaths.cover(text)
            && List.of(text.split("/")).stream()
                .noneMatch(segment -> segment.equals(".") || segment.equals("..")));
  }

  /** An address to append paths to: slashes at its end are dropped. */
  static Rule<URI> baseUrl() {
    String allowed = "an absolute http or https URL without user, query and fragment";
    return new Rule<>(
        Rule.Form.TEXT,
        allowed,
        text -> {
          try {
            URI url = new URI(text.strip().replaceAll("/+$", ""));
            if (isBase(url)) {
              return url;
            }
            throw new IllegalArgumentException(allowed);
          } catch (URISyntaxException e) {
            throw new IllegalArgumentException(allowed, e);
          }
        },
        URI::toString);
  }

  /**
   * Whether what is sent there stays on this machine, judged by the name alone: a resolver may say
   * anything.
   */
  static boolean isLoopback(URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return host.equals("localhost")
        || host.endsWith(".localhost") // RFC 6761 section 6.3
        || host.matches("127(\\.[0-9]{1,3}){3}")
        || (host.startsWith("[") && isLoopbackIp(host));
  }

  /** @param ip an address in brackets, of which nobody is asked */
  private static boolean isLoopbackIp(String ip) {
    try {
      return InetAddress.getByName(ip).isLoopbackAddress();
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }

  private static boolean isBase(URI url) {
    return ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
        && url.getHost() != null
        && url.getPort() <= 65_535
        && url.getRawUserInfo() == null
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }

  private AddressRules() {}
}
