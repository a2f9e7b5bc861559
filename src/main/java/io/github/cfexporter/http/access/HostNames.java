package io.github.cfexporter.http.access;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names by which browsers may reach this server. A page of another site can make its own name
 * point here (DNS rebinding), and its scripts may then read and write as if they were ours; what
 * gives them away is the name in the {@code Host} header. No name on the Internet is an address, so
 * addresses are always ours.
 */
public final class HostNames {
  /** Stands for any name. */
  public static final String ANY = "*";

  private static final Pattern PORT = Pattern.compile(":[0-9]{0,5}$");
  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile("(" + BYTE + "\\.){3}" + BYTE);
  private static final Pattern IPV6 =
      Pattern.compile("\\[[0-9a-f:.]{2,45}(%(25)?[0-9a-z._~-]{1,32})?\\]");

  private final Set<String> ours;

  /** @param ours names without a port, in any case; {@value #ANY} makes every name ours */
  public HostNames(Collection<String> ours) {
    this.ours = ours.stream().map(HostNames::canonical).collect(Collectors.toUnmodifiableSet());
  }

  /** The names that a request was sent to: HTTP/2 has a field of its own for it. */
  public static List<String> askedFor(HttpServerRequest request) {
    List<String> names = new ArrayList<>(request.headers().getAll(HttpHeaders.HOST));
    if (names.isEmpty() && request.authority() != null) {
      names.add(request.authority().toString());
    }
    return names;
  }

  /** Whether a {@code Host} header names this server; one that is empty comes from no browser. */
  public boolean areIn(String host) {
    String name = canonical(PORT.matcher(host.strip()).replaceFirst(""));
    return name.isEmpty()
        || name.equals("localhost")
        || name.endsWith(".localhost")
        || IPV4.matcher(name).matches()
        || IPV6.matcher(name).matches()
        || ours.contains(name)
        || ours.contains(ANY);
  }

  /** Names are compared without case, and with or without the dot of the root. */
  private static String canonical(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
