package io.github.cfexporter.naming;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.exposition.FragmentWriter;
import io.github.cfexporter.settings.values.SeriesNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The same series under other names. Fragments that have not changed are translated once; a scrape
 * costs some microseconds for each line of the others, so it must not be asked on an event loop.
 * Thread-safe.
 */
public final class NamedView {
  private final NameScheme scheme;

  /**
   * Translations, as long as somebody holds the fragments that were translated. One that stays as it is
   * must not be here: as a value it would hold itself for ever.
   */
  private final Map<Fragment, Fragment> translated = new WeakHashMap<>();

  private NamedView(NameScheme scheme) {
    this.scheme = scheme;
  }

  /**
   * A view.
   *
   * @param names of somebody else, that is not those of the catalog
   */
  public static NamedView of(SeriesNames names) {
    return new NamedView(NameScheme.of(names));
  }

  /** The families under their names there, in our order. */
  public List<Family> order(List<Family> ours) {
    return scheme.of(ours);
  }

  /** The samples under their names there; without created times, which nobody else has. */
  public synchronized List<Fragment> fragments(Collection<Fragment> ours) {
    List<Fragment> theirs = new ArrayList<>();
    Map<NamedFamily, Map<Map<String, String>, BigDecimal>> sums = new LinkedHashMap<>();
    for (Fragment fragment : ours) {
      theirs.add(
          isSame(fragment) ? fragment : translated.computeIfAbsent(fragment, this::translate));
      addUp(fragment, sums);
    }
    theirs.add(write(sums));
    return theirs;
  }

  /** How many fragments are held with their translations. */
  synchronized int held() {
    return translated.size();
  }

  private boolean isSame(Fragment ours) {
    return ours.families().stream().allMatch(scheme::isSame);
  }

  private Fragment translate(Fragment ours) {
    FragmentWriter writer = new FragmentWriter();
    for (String family : ours.families()) {
      for (NamedFamily named : scheme.of(family)) {
        if (!named.addsUp()) {
          writer.family(named.name());
          ours.lines(
              family,
              line -> named.of(SampleLine.parse(line)).ifPresent(one -> one.writeTo(writer)));
        }
      }
    }
    return writer.finish();
  }

  private void addUp(
      Fragment fragment, Map<NamedFamily, Map<Map<String, String>, BigDecimal>> sums) {
    for (String family : fragment.families()) {
      for (NamedFamily named : scheme.of(family)) {
        if (named.addsUp()) {
          Map<Map<String, String>, BigDecimal> series =
              sums.computeIfAbsent(named, f -> new LinkedHashMap<>());
          fragment.lines(
              family,
              line -> named
                  .of(SampleLine.parse(line))
                  .ifPresent(one ->
                      series.merge(one.labels(), new BigDecimal(one.number()), BigDecimal::add)));
        }
      }
    }
  }

  private static Fragment write(Map<NamedFamily, Map<Map<String, String>, BigDecimal>> sums) {
    FragmentWriter writer = new FragmentWriter();
    sums.forEach((family, series) -> {
      writer.family(family.name());
      series.forEach((labels, sum) -> new SampleLine(labels, SampleLine.text(sum)).writeTo(writer));
    });
    return writer.finish();
  }
}
