package io.github.cfexporter.remote;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** The way to one receiver; a test has another. */
@FunctionalInterface
public interface ReceiverTransport {
  /**
   * Posts a request; fails where no answer came.
   *
   * @param headers secrets among them, not to be logged
   */
  Future<ReceiverReply> post(Map<String, String> headers, Buffer body);

  /** Nothing more is posted. */
  default void close() {}
}
