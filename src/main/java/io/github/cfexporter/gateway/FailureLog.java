package io.github.cfexporter.gateway;

import io.github.cfexporter.cloudflare.CloudflareException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;

/** Logs a trouble when it begins, when its cause changes and when it ends, not while it lasts. */
public final class FailureLog {
  private final Logger logger;
  private final Map<String, String> present = new HashMap<>();

  public FailureLog(Logger logger) {
    this.logger = logger;
  }

  /**
   * Something failed.
   *
   * @param where what cannot be done, such as {@code zones account=…}: one trouble per place
   */
  public void arose(String where, CloudflareException cause) {
    String before = present.put(where, cause.code().name());
    if (!cause.code().name().equals(before)) {
      logger
          .atWarn()
          .setMessage("Cloudflare does not answer; what is known is kept and asked for again")
          .addKeyValue("where", where)
          .addKeyValue("code", cause.code())
          .addKeyValue("status", cause.status())
          .addKeyValue("ray", cause.ray())
          .addKeyValue("cause", cause.getMessage())
          .addKeyValue("todo", Advice.on(cause))
          .log();
    }
  }

  /** Nobody asks there any more, nor for any part of it. */
  void forget(String where) {
    present.keySet().removeIf(place -> place.equals(where) || place.startsWith(where + " "));
  }

  /** It works, be it again or as ever. */
  public void ended(String where) {
    if (present.remove(where) != null) {
      logger
          .atInfo()
          .setMessage("Cloudflare answers again")
          .addKeyValue("where", where)
          .log();
    }
  }
}
