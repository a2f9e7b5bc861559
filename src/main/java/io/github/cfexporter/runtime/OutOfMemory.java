package io.github.cfexporter.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * Ends the process when its heap is exhausted. A process that goes on serves old data, and holds the
 * accounts that another node could collect. Java does so by itself with {@code
 * -XX:+ExitOnOutOfMemoryError}; this is for whoever starts it without. Wherever such an error shows,
 * {@link #lookAt} is to be told.
 */
public final class OutOfMemory {
  /** Made in time: nothing can be made when it is needed. */
  private static final byte[] LAST_WORDS =
      ("ended: the heap is exhausted; give the process more memory, with -Xmx or"
              + " -XX:MaxRAMPercentage, or less to collect\n")
          .getBytes(UTF_8);

  private static final int DEEPEST = 20;

  private static volatile Optional<Runnable> end = Optional.empty();

  /**
   * Begins to watch what no thread catches.
   *
   * @param endsTheProcess at once, and without a chance for others to allocate
   */
  public static void watch(Runnable endsTheProcess) {
    end = Optional.of(endsTheProcess);
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
      lookAt(error);
      if (before != null) {
        before.uncaughtException(thread, error);
      } else {
        error.printStackTrace(); // as Java itself does
      }
    });
  }

  /** Ends the process if the error, or what caused it, is that the heap is exhausted. */
  public static void lookAt(Throwable error) {
    Throwable cause = error;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof OutOfMemoryError && end.isPresent()) {
        sayLastWords();
        end.get().run();
      }
      cause = cause.getCause();
    }
  }

  @SuppressWarnings("resource") // the descriptor is the process's
  private static void sayLastWords() {
    try {
      new FileOutputStream(FileDescriptor.err).write(LAST_WORDS);
    } catch (IOException | OutOfMemoryError e) {
      // there is nobody left to tell; the end of the process tells
      return;
    }
  }

  private OutOfMemory() {}
}
