package io.github.cfexporter.report;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.exposition.FragmentWriter;
import io.github.cfexporter.runtime.BuildInfo;
import java.util.List;
import java.util.stream.Stream;

/** The families that tell how the exporter itself is doing, rendered when a scrape asks. */
public final class OwnFamilies {
  /** Of every zone; its samples are in fragments of the nodes that collect the accounts. */
  public static final Family ZONE_INFO = new Family(
      "cloudflare_zone_info",
      MetricType.GAUGE,
      "Zones that the configured filters leave, always 1: id, plan (free, pro, business or enterprise)"
          + " and status (active, pending, moved and so on); for joins by the label zone.",
      List.of("zone", "account", "zone_id", "plan", "status"));

  private final List<OwnFamily> all;

  public OwnFamilies(BuildInfo build) {
    this.all = Stream.of(
            new NodeFamilies(build).all(),
            AccountFamilies.all(),
            ProgressFamilies.all(),
            CallFamilies.all())
        .flatMap(List::stream)
        .toList();
  }

  /** In the order they are served. */
  public List<Family> families() {
    return all.stream().map(OwnFamily::family).toList();
  }

  /**
   * Renders all of them.
   *
   * @param now seconds since the epoch
   */
  public Fragment render(Report report, long now) {
    FragmentWriter writer = new FragmentWriter();
    for (OwnFamily own : all) {
      writer.family(own.family().name());
      own.samples().write(writer, own.family().labels(), report, now);
    }
    return writer.finish();
  }
}
