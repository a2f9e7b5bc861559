package io.github.cfexporter.gateway.breaker;

import io.github.cfexporter.limiter.BackOff;

/**
 * A call that failed for a reason that does not tell whom it is about.
 *
 * @param isForbidden whether the credential may be what is refused; the same again would get it banned
 * @param pauseMillis how long Cloudflare asked to wait; 0 when it did not
 * @param chance from 0 to 1, for the back-off
 */
public record Failure(boolean isForbidden, long pauseMillis, double chance) {
  BackOff.Sort sort() {
    return isForbidden ? BackOff.Sort.FORBIDDEN : BackOff.Sort.TROUBLE;
  }

  /** @param found whether it is known who fails, as opposed to looked for, while others are answered */
  BackOff.Sort sortAlone(boolean found) {
    if (isForbidden) {
      return BackOff.Sort.FORBIDDEN;
    }
    return found ? BackOff.Sort.STUBBORN : BackOff.Sort.SEARCH;
  }
}
