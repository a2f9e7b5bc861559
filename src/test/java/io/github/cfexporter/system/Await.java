package io.github.cfexporter.system;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for another process to get where it should be. */
final class Await {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Asks again and again until the answer is as wanted; no answer is as good as a wrong one. */
  static <T> T until(Callable<T> question, Predicate<T> wanted) throws Exception {
    return until(PATIENCE, question, wanted);
  }

  /** The same, for as long as it may take. */
  static <T> T until(Duration patience, Callable<T> question, Predicate<T> wanted)
      throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
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
