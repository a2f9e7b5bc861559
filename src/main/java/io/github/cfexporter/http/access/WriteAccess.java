package io.github.cfexporter.http.access;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Who may change the configuration: whoever has logged in or shown a certificate. Where nobody has to,
 * only who is on this machine, unless the operator has opened it to all.
 */
public final class WriteAccess {
  /** What a reverse proxy adds. Strangers can write it too, so it takes rights and gives none. */
  private static final List<String> FORWARDED =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private final BooleanSupplier strangersAreKeptOut;
  private final boolean isOpen;

  public WriteAccess(BooleanSupplier strangersAreKeptOut, boolean isOpen) {
    this.strangersAreKeptOut = strangersAreKeptOut;
    this.isOpen = isOpen;
  }

  /** To be asked after a login, where there is one. */
  public boolean allows(HttpServerRequest request) {
    return isOpen || strangersAreKeptOut.getAsBoolean() || isOfThisMachine(request);
  }

  private static boolean isOfThisMachine(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return FORWARDED.stream().noneMatch(headers::contains)
        && Optional.ofNullable(request.remoteAddress())
            .map(address -> isLoopback(address.hostAddress()))
            .orElse(false);
  }

  /** @param address of a connection, so that nobody is asked for it; an IPv4 one may be in IPv6 */
  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
