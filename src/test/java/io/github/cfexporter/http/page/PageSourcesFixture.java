package io.github.cfexporter.http.page;

import io.github.cfexporter.bus.ZoneSearch;
import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.exposition.FamilyLines;
import io.github.cfexporter.report.Status;
import io.github.cfexporter.report.history.StandingCause;
import io.github.cfexporter.report.history.StatusCauses;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What the page gets of a state that stands still. */
public final class PageSourcesFixture {
  private static final long LATE_SECONDS = 600;
  private static final int SAMPLES = 120;

  public static PageSources of(Status status) {
    return new PageSources(
        () -> overview(status),
        () -> status,
        List::of,
        words -> Future.succeededFuture(new ZoneSearch.Answer(List.of(), 0)),
        List::of,
        (family, words) -> new FamilyLines(List.of(), false),
        after -> List.of(),
        kind -> Optional.empty(),
        Catalog::bundled);
  }

  static Overview overview(Status status) {
    return new Overview(
        status,
        status.at().minus(status.uptime()),
        StatusCauses.of(status).stream()
            .map(cause -> new StandingCause(cause, status.at().minusSeconds(60)))
            .toList(),
        Collections.nCopies(SAMPLES, 345L),
        Collections.nCopies(SAMPLES, 0L),
        LATE_SECONDS,
        new Overview.Access("/metrics", false, false, false));
  }

  private PageSourcesFixture() {}
}
