package io.github.cfexporter.cluster.tunnel;

import java.io.IOException;

/** The way to other nodes cannot be opened; the message says what to mend. */
public final class TunnelException extends IOException {
  private static final long serialVersionUID = 1L;

  public TunnelException(String message, Throwable cause) {
    super(message, cause);
  }
}
