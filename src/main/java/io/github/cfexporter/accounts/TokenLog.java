package io.github.cfexporter.accounts;

import io.github.cfexporter.bus.Listed;
import io.github.cfexporter.credentials.TokenState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log once what an operator has to know of the credentials, and once when it is mended. */
final class TokenLog {
  private static final Logger logger = LoggerFactory.getLogger(TokenLog.class);

  private final Map<String, Boolean> valid = new HashMap<>();
  private final Set<String> expiring = new HashSet<>();
  private final Set<String> problems = new HashSet<>();

  void tell(Listed listed, long nowMillis) {
    listed.tokens().forEach(token -> tell(token, nowMillis / 1000));
    problems.retainAll(listed.problems());
    for (String problem : listed.problems()) {
      if (problems.add(problem)) {
        logger.error("a credential does not reach what it should: problem=\"{}\"", problem);
      }
    }
  }

  private void tell(TokenState token, long nowSeconds) {
    Boolean before = valid.put(token.credential(), token.isValid());
    if (Boolean.FALSE.equals(before) && token.isValid()) {
      logger.info("the credential is valid again: token={}", token.credential());
    }
    token.expires().ifPresent(expires -> {
      boolean soon = expires.getEpochSecond() < nowSeconds + TokenState.SOON.toSeconds();
      if (soon && token.isValid() && expiring.add(token.credential() + expires)) {
        logger.warn(
            "the token expires soon, make another one: token={} expires={}",
            token.credential(),
            expires);
      }
    });
  }
}
