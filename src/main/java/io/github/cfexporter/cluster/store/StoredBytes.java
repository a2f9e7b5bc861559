package io.github.cfexporter.cluster.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes on their way from the database. That they do not arrive is told apart from their being damaged:
 * whoever decodes them sees an {@link IOException} in the second case only.
 */
final class StoredBytes extends FilterInputStream {
  StoredBytes(InputStream bytes) {
    super(bytes);
  }

  @Override
  public int read() {
    try {
      return super.read();
    } catch (IOException e) {
      throw new StoreException("stored bytes could not be read", e);
    }
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    try {
      return super.read(into, offset, length);
    } catch (IOException e) {
      throw new StoreException("stored bytes could not be read", e);
    }
  }
}
