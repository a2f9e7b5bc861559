package io.github.cfexporter.system;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for another process to get where it should be. */
final class Await {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(180);

  /** Asks again and again until the answer is as wanted; no answer is as good as a wrong one. */
  static <T> T until(Callable<T> question, Predicate<T> wanted) throws Exception {
    long deadline = System.nanoTime() + PATIENCE;
    while (true) {
      Object answer;
      try {
        T told = question.call();
        if (wanted.test(told)) {
          return told;
        }
        answer = told;
      } catch (IOException noAnswer) {
        answer = noAnswer;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still not so: " + answer);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private Await() {}
}
