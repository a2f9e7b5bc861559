package io.github.cfexporter.gateway;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Asked;
import io.vertx.core.eventbus.Message;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** What became of a question, as the one who asked is told. */
final class AskedOutcomes {
  private Optional<Asked> answer = Optional.empty();

  @SuppressWarnings("unchecked")
  Message<Ask> message(Ask ask) {
    return (Message<Ask>) Proxy.newProxyInstance(
        Message.class.getClassLoader(),
        new Class<?>[] {Message.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("reply")) {
            answer = Optional.of((Asked) arguments[0]);
            return null;
          }
          return ask;
        });
  }

  boolean isThere() {
    return answer.isPresent();
  }

  boolean isNotDue() {
    return answer
        .filter(asked -> asked.outcomes().values().stream().allMatch(new Asked.NotDue()::equals))
        .isPresent();
  }
}
