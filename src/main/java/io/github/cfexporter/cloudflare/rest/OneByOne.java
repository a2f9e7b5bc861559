package io.github.cfexporter.cloudflare.rest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Does one thing after the other, so that a long list never floods the budget of calls. */
public final class OneByOne {

  /**
   * Completes when all are done, or fails with the first that fails. One promise for all: a chain of
   * futures would be as deep as there are things.
   *
   * @param ended whether the others need not be done any more
   */
  public static <T> Future<Void> each(
      List<T> things, BooleanSupplier ended, Function<T, Future<Void>> action) {
    Promise<Void> end = Promise.promise();
    next(things, 0, ended, action, end);
    return end.future();
  }

  private static <T> void next(
      List<T> things,
      int first,
      BooleanSupplier ended,
      Function<T, Future<Void>> action,
      Promise<Void> end) {
    for (int index = first; index < things.size() && !ended.getAsBoolean(); index++) {
      Future<Void> done = action.apply(things.get(index));
      if (!done.succeeded()) {
        int following = index + 1;
        done.onSuccess(ok -> next(things, following, ended, action, end)).onFailure(end::fail);
        return;
      }
    }
    end.complete();
  }

  private OneByOne() {}
}
