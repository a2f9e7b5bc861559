package io.github.cfexporter.backfill;

/** A backfill cannot go on; its message tells an operator why. What was written can be continued. */
public final class BackfillException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BackfillException(String message, Throwable cause) {
    super(message, cause);
  }
}
