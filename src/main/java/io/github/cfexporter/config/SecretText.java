package io.github.cfexporter.config;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a file of a secret holds.
 *
 * @param problem why it cannot be read; empty if it can
 */
record SecretText(String text, String problem) {

  /** Blocks. What cannot be read is looked at again soon, and told when it stays so. */
  static SecretText read(Path path) {
    try {
      return new SecretText(SecretFile.read(path), "");
    } catch (IOException e) {
      return new SecretText("", SmallFile.cause(e));
    }
  }

  static SecretText of(JsonObject json) {
    return new SecretText(json.getString("text"), json.getString("problem"));
  }

  JsonObject toJson() {
    return new JsonObject().put("text", text).put("problem", problem);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return problem;
  }
}
