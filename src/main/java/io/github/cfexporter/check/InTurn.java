package io.github.cfexporter.check;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Does one thing after the other, so that a check never sends a burst. */
final class InTurn {

  /** Completes with the results in order; fails with the first failure. */
  static <T, R> Future<List<R>> map(Collection<T> items, Function<T, Future<R>> step) {
    List<R> results = new ArrayList<>();
    Future<Void> chain = Future.succeededFuture();
    for (T item : items) {
      chain = chain.compose(done -> step.apply(item).onSuccess(results::add).mapEmpty());
    }
    return chain.map(done -> results);
  }

  private InTurn() {}
}
