package io.github.cfexporter.exposition;

import io.github.cfexporter.exposition.Fragment.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Renders a fragment: {@link #family}, its samples, the next family, and {@link #finish} at the
 * end. Lines keep the order in which they are written. Not thread-safe.
 *
 * <p>Whatever would spoil a whole scrape is refused here with {@link IllegalArgumentException}: a
 * name that is not one, a family begun twice, a series written twice.
 */
public final class FragmentWriter {
  private final List<Section> sections = new ArrayList<>();
  private final Set<String> families = new HashSet<>();
  private final Set<String> series = new HashSet<>();
  private final StringBuilder lines = new StringBuilder();
  private final StringBuilder labels = new StringBuilder();
  private String family = "";
  private List<String> labelNames = List.of();

  /** Ends the family before it, if any. A family without samples leaves no trace. */
  public FragmentWriter family(String name) {
    Text.requireName(name, true);
    if (!families.add(name)) {
      throw new IllegalArgumentException("family written twice: " + name);
    }
    endFamily();
    family = name;
    return this;
  }

  /** Writes a whole number, such as a counter's. */
  public FragmentWriter sample(List<String> names, List<String> values, long number) {
    begin(names, values);
    lines.append(number).append('\n');
    return this;
  }

  public FragmentWriter sample(List<String> names, List<String> values, double number) {
    begin(names, values);
    Text.appendNumber(lines, number);
    lines.append('\n');
    return this;
  }

  /** Writes a number as another fragment has it. */
  public FragmentWriter sample(List<String> names, List<String> values, String number) {
    begin(names, values);
    lines.append(number).append('\n');
    return this;
  }

  public Fragment finish() {
    endFamily();
    return sections.isEmpty() ? Fragment.EMPTY : new Fragment(sections);
  }

  /** Everything of a line that is before its number. */
  private void begin(List<String> names, List<String> values) {
    if (family.isEmpty()) {
      throw new IllegalStateException("a sample needs a family before it");
    }
    requireLabels(names, values);
    labels.setLength(0);
    for (int i = 0; i < names.size(); i++) {
      labels.append(i == 0 ? '{' : ',').append(names.get(i)).append("=\"");
      Text.appendLabelValue(labels, values.get(i));
      labels.append('"');
    }
    labels.append(names.isEmpty() ? " " : "} ");
    String set = labels.toString();
    if (!series.add(set)) {
      throw new IllegalArgumentException("series written twice: " + family + set.strip());
    }
    lines.append(family).append(set);
  }

  /** One order of names within a family; otherwise two lines could mean the same series. */
  private void requireLabels(List<String> names, List<String> values) {
    if (names.size() != values.size()) {
      throw new IllegalArgumentException(
          family + " has " + names.size() + " labels but " + values.size() + " values");
    }
    if (series.isEmpty()) {
      names.forEach(name -> Text.requireName(name, false));
      if (new HashSet<>(names).size() < names.size()) {
        throw new IllegalArgumentException(family + " has a label twice: " + names);
      }
      labelNames = List.copyOf(names);
    } else if (!names.equals(labelNames)) {
      throw new IllegalArgumentException(family + " has labels " + labelNames + ", not " + names);
    }
  }

  private void endFamily() {
    if (!series.isEmpty()) {
      sections.add(new Section(family, series.size(), List.of(Chunk.of(lines.toString()))));
    }
    series.clear();
    lines.setLength(0);
    family = "";
  }
}
