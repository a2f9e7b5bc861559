package io.github.cfexporter.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The arguments of the program: what it is to do, and settings as {@code --key=value}, where the key is
 * a variable or a key of the file in any spelling, such as {@code --scrape-delay-seconds=300}.
 *
 * @param modes such as {@code --demo}
 * @param variables texts of settings, by environment variable
 */
public record CommandLine(Set<String> modes, Map<String, String> variables) {
  public static final String DEMO = "--demo";
  public static final String CHECK = "--check";
  public static final String VERSION = "--version";
  public static final String HELP = "--help";

  /** The first argument of all; what follows it are arguments of its own, and settings. */
  public static final String BACKFILL = "backfill";

  private static final String SHORT_HELP = "-h";

  private static final String USAGE = """
      Serves Cloudflare analytics to Prometheus.

        --demo       run against the built-in Cloudflare simulator; no token is needed
        --check      tell what token, plans and configuration give, and end: 0 all is well,
                     1 something is missing, 78 bad configuration; also with --demo
        backfill     write history for Prometheus, and end: --from 2026-11-01 --to now
                     --output history.om; see src/site/markdown/backfill.md
        --version    print version, revision and Java
        -h, --help   print this

      Settings are given as --key=value, as an environment variable or, if marked with *, in the
      file of CONFIG_FILE; the first of them counts. Every user of a machine sees the arguments of
      its processes, so give secrets otherwise.
      """;

  public CommandLine {
    modes = Set.copyOf(modes);
    variables = Map.copyOf(variables);
  }

  /**
   * Reads the arguments.
   *
   * @throws SettingsException with every argument that is none
   */
  public static CommandLine parse(List<String> arguments) {
    Set<String> modes = new HashSet<>();
    Map<String, String> variables = new HashMap<>();
    List<Mistake> mistakes = new ArrayList<>();
    for (String argument : arguments) {
      String name = argument.split("=", 2)[0];
      Optional<Setting<?>> setting = setting(name);
      if (Set.of(DEMO, CHECK, VERSION, HELP, SHORT_HELP).contains(argument)) {
        modes.add(argument.equals(SHORT_HELP) ? HELP : argument);
      } else if (setting.isEmpty()) {
        mistakes.add(new Mistake(
            name,
            "is not an option; those are --demo, --check, --version, --help, and every setting as"
                + " --key=value, such as --port=8787"));
      } else if (!argument.contains("=") && !isFlag(setting.get())) {
        mistakes.add(new Mistake(name, "has no value, allowed is " + name + "=value"));
      } else if (variables.putIfAbsent(setting.get().variable(), value(argument)) != null) {
        mistakes.add(new Mistake(name, "is given a second time, allowed is once"));
      }
    }
    if (!mistakes.isEmpty()) {
      throw new SettingsException(mistakes);
    }
    return new CommandLine(modes, variables);
  }

  /** The same with other settings in place of those that it has. */
  public CommandLine with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(variables);
    all.putAll(more);
    return new CommandLine(modes, all);
  }

  public boolean has(String mode) {
    return modes.contains(mode);
  }

  /** Secrets that every user of this machine can read. */
  public List<String> openSecrets() {
    return Settings.ALL.stream()
        .filter(setting -> setting.isSecret() && variables.containsKey(setting.variable()))
        .map(Setting::name)
        .toList();
  }

  /** What {@code --help} prints: every option and every setting. */
  public static String help() {
    return Settings.ALL.stream().map(CommandLine::line).collect(Collectors.joining("", USAGE, ""));
  }

  private static String line(Setting<?> setting) {
    return "\n  %s\n      %s\n      Allowed: %s.%s Variable %s%s.\n"
        .formatted(
            option(setting) + (isFlag(setting) ? "" : "=…"),
            setting.help(),
            setting.allowed(),
            setting.fallback().isEmpty() ? "" : " Default: " + setting.fallback() + ".",
            setting.variable(),
            setting.changesAtRuntime() ? "*" : "");
  }

  private static String option(Setting<?> setting) {
    return "--" + setting.variable().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Optional<Setting<?>> setting(String name) {
    if (!name.startsWith("--")) {
      return Optional.empty();
    }
    String plain = UnknownKey.plain(name);
    return Settings.ALL.stream()
        .filter(setting -> UnknownKey.plain(setting.variable()).equals(plain)
            || UnknownKey.plain(setting.name()).equals(plain))
        .<Setting<?>>map(setting -> setting)
        .findFirst();
  }

  private static boolean isFlag(Setting<?> setting) {
    return setting.rule().form() == Rule.Form.BOOLEAN;
  }

  /** A flag alone stands for itself. */
  private static String value(String argument) {
    String[] parts = argument.split("=", 2);
    return parts.length == 2 ? parts[1] : "true";
  }

  /** Values may be secret. */
  @Override
  public String toString() {
    return "CommandLine[" + modes + ", " + variables.keySet() + "]";
  }
}
