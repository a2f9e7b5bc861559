package io.github.cfexporter.system;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for another process to get where it should be. */
final class Await {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(90);

  /** Asks again and again until the answer is as wanted. */
  static <T> T until(Callable<T> question, Predicate<T> wanted) throws Exception {
    long deadline = System.nanoTime() + PATIENCE;
    T answer = question.call();
    while (!wanted.test(answer)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still not so: " + answer);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      answer = question.call();
    }
    return answer;
  }

  private Await() {}
}
