package io.github.cfexporter.cluster;

import java.io.ObjectInputStream;
import java.io.Serializable;

/** Runs code of its own when Java's serialization reads it. */
public final class SerializedAttack implements Serializable {
  private static final long serialVersionUID = 1L;
  private static volatile boolean wasRead;

  /** Whether one was ever read in this process. */
  public static boolean wasRead() {
    return wasRead;
  }

  private void readObject(ObjectInputStream in) {
    wasRead = true;
  }
}
