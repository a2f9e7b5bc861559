package io.github.cfexporter.http.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Users whose passwords are hashed with bcrypt, which is slow on purpose: a tenth of a second each. It
 * is done beside the event loop, one password after the other, and a right one is remembered, so that
 * a scraper pays once.
 */
public final class HashedLogins {
  private static final int MOST_WAITING = 32;

  /** Salt and hash of nothing that anybody knows, to take as long for a user who does not exist. */
  private static final String OF_NOBODY = "1234567890123456789012uKMd5jEKUkbpeTrkD3w6hvZ1zfWbJx2";

  private static final int LEAST_COST = 10;

  private final Supplier<Map<String, String>> users;
  private final byte[] key = new byte[32];
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private WorkerExecutor worker;

  /** The password that was right for a hash, as only this process can recognize it. */
  private record Known(String hash, String digest) {}

  /** @param password its bytes, each as a letter */
  private record Given(String user, String password) {}

  /** @param users hashes by name; may change at any time */
  public HashedLogins(Supplier<Map<String, String>> users) {
    this.users = users;
    new SecureRandom().nextBytes(key);
  }

  /** Whether there is anybody who may log in. */
  public boolean areAskedFor() {
    return !users.get().isEmpty();
  }

  /** Whether the login has been found right before, and still is. */
  public boolean isKnown(String authorization) {
    return read(authorization)
        .filter(given -> {
          String hash = users.get().get(given.user());
          Known right = known.get(given.user());
          return right != null
              && right.hash().equals(hash)
              && isEqual(right.digest(), digest(given.password()));
        })
        .isPresent();
  }

  /** Whether so many passwords wait that another one would have to wait for long. */
  public boolean isBusy() {
    return waiting.get() >= MOST_WAITING;
  }

  /** Whether the login is right; takes as long for a user who does not exist. */
  public Future<Boolean> check(Vertx vertx, String authorization) {
    Optional<Given> given = read(authorization);
    if (given.isEmpty()) {
      return Future.succeededFuture(false);
    }
    if (worker == null) {
      worker = vertx.createSharedWorkerExecutor("passwords", 1);
    }
    waiting.incrementAndGet();
    return worker
        .executeBlocking(() -> isRight(given.get()))
        .onComplete(done -> waiting.decrementAndGet());
  }

  private boolean isRight(Given given) {
    Map<String, String> all = users.get();
    Optional<String> hash = Optional.ofNullable(all.get(given.user()));
    boolean right = matches(given.password(), hash.orElseGet(() -> ofNobody(all)));
    if (right && hash.isPresent()) {
      known.keySet().retainAll(all.keySet());
      known.put(given.user(), new Known(hash.get(), digest(given.password())));
    }
    return right && hash.isPresent();
  }

  private static boolean matches(String password, String hash) {
    return BCrypt.verifyer()
        .verify(password.getBytes(ISO_8859_1), hash.getBytes(ISO_8859_1))
        .verified;
  }

  /** As dear as the dearest of those that exist. */
  private static String ofNobody(Map<String, String> users) {
    int cost = users.values().stream()
        .mapToInt(hash -> Integer.parseInt(hash.split("\\$")[2]))
        .max()
        .orElse(LEAST_COST);
    return String.format(Locale.ROOT, "$2b$%02d$%s", cost, OF_NOBODY);
  }

  private static Optional<Given> read(String authorization) {
    String text = new String(Credentials.decoded(authorization), ISO_8859_1);
    int colon = text.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Optional.of(new Given(
            new String(text.substring(0, colon).getBytes(ISO_8859_1), UTF_8),
            text.substring(colon + 1)));
  }

  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(ISO_8859_1), other.getBytes(ISO_8859_1));
  }

  private String digest(String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return new String(mac.doFinal(password.getBytes(ISO_8859_1)), ISO_8859_1);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
