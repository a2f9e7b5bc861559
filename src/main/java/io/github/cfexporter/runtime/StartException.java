package io.github.cfexporter.runtime;

/**
 * The process cannot start as it is configured, or on a machine as it is; the message says in one
 * sentence what an operator has to do about it.
 */
public class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
