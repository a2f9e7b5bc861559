package io.github.cfexporter.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What keeps people from using a page, as axe-core finds it; {@code scripts/test} installs that. */
final class Axe {
  private static final Path SCRIPT = Path.of("target/axe/node_modules/axe-core/axe.min.js");

  /** Skips the test where axe is missing, but never in continuous integration. */
  static void need() {
    assumeTrue(
        Files.exists(SCRIPT) || "true".equals(System.getenv("CI")), "scripts/test installs axe");
  }

  /** One line for each rule that the page breaks, with the places where it does; empty if none. */
  static String violations(Tab page) throws Exception {
    page.evaluate(script() + "; true");
    return String.valueOf(page.evaluate("""
        axe.run().then(found => found.violations.map(rule => rule.id + ': ' + rule.help + ' '
          + rule.nodes.map(node => node.target.join(' ')).join(', ')).join('\\n'))"""));
  }

  private static String script() throws IOException {
    return Files.readString(SCRIPT);
  }

  private Axe() {}
}
