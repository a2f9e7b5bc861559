package io.github.cfexporter.simulator.schema;

import io.github.cfexporter.simulator.world.Hash;
import java.util.regex.Pattern;

/** What one thing that happened adds to a measure of synthetic events, by the measure's name. */
final class MeasureValues {
  /** Each thing is one of these. */
  private static final Pattern ONE = Pattern.compile("^(requests|uploads|visits|total)$");

  /** Some things are one of these, and the others none. */
  private static final Pattern SOME = Pattern.compile(
      "([eE]rror|[fF]ail|Good|Poor|NeedsImprovement|[rR]evoked|status[45]xx|[cC]ached)");

  /** Shares, and what is billed in fractions: neurons, dollars and gigabyte-seconds. */
  private static final Pattern SHARE = Pattern.compile(
      "([rR]atio|[pP]ercentage|[sS]lo|[uU]tilization|[lL]oad|[sS]tate|[nN]eurons|^cost|^duration)$");

  private static final Pattern BYTES = Pattern.compile("([bB]ytes|[bB]its|Size|Length)");

  private static final Pattern TIME =
      Pattern.compile("([tT]ime|[dD]uration|[lL]atency|[dD]elay|Ms$|Us$|Paint)");

  /** A whole number, but for shares. */
  static double of(String name, long noise) {
    if (ONE.matcher(name).find()) {
      return 1;
    }
    if (SOME.matcher(name).find()) {
      return Hash.bits(noise, 0, 1);
    }
    if (SHARE.matcher(name).find()) {
      return (1 + Hash.bits(noise, 0, 2)) / 4.0;
    }
    if (BYTES.matcher(name).find()) {
      return 200 + Hash.bits(noise, 0, 11);
    }
    if (TIME.matcher(name).find()) {
      return 5 + Hash.bits(noise, 0, 9);
    }
    return 1 + Hash.bits(noise, 0, 3);
  }

  private MeasureValues() {}
}
