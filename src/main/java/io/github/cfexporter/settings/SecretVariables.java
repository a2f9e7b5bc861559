package io.github.cfexporter.settings;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills in secrets that are given in a file, as if their variables held them. */
final class SecretVariables {
  /** The environment with secrets filled in, and without variables that are empty or blank. */
  static Map<String, String> resolve(Sources sources, List<Mistake> mistakes) {
    Map<String, String> environment = new HashMap<>(sources.environment());
    environment.values().removeIf(String::isBlank);
    Deployment.FILES_OF_SECRETS.forEach((secret, file) -> {
      if (environment.containsKey(file.variable())) {
        fillIn(environment, secret, file.variable(), sources.secretFiles(), mistakes);
      }
    });
    return environment;
  }

  private static void fillIn(
      Map<String, String> environment,
      Setting<?> setting,
      String fileVariable,
      Sources.SecretFiles files,
      List<Mistake> mistakes) {
    String secret = setting.variable();
    if (environment.containsKey(secret)) {
      mistakes.add(new Mistake(secret, "is set, and " + fileVariable + " too; set one of them"));
      return;
    }
    String path = environment.get(fileVariable).strip();
    try {
      String text = files.read(Path.of(path));
      if (text.isBlank()) {
        mistakes.add(unusable(fileVariable, path, "is not empty"));
      } else {
        refusal(setting, text)
            .ifPresentOrElse(
                allowed -> mistakes.add(unusable(fileVariable, path, "holds " + allowed)),
                () -> environment.put(secret, text));
      }
    } catch (IOException | IllegalArgumentException e) { // the latter: not a path at all
      mistakes.add(unusable(fileVariable, path, "can be read (" + cause(e) + ")"));
    }
  }

  /** A reason is in words; other exceptions say more by their class than by their message. */
  private static String cause(Exception e) {
    return e instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : e.getClass().getSimpleName();
  }

  /** What is allowed, if the text is not: told here, because here it is known where it stands. */
  private static Optional<String> refusal(Setting<?> setting, String text) {
    try {
      setting.rule().read(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Mistake unusable(String variable, String path, String requirement) {
    return new Mistake(
        variable, Mistake.quoted(path) + " is refused, allowed is a file that " + requirement);
  }

  private SecretVariables() {}
}
