package io.github.cfexporter.http.page;

import io.github.cfexporter.report.Status;
import io.github.cfexporter.report.history.StandingCause;
import java.time.Instant;
import java.util.List;

/**
 * What the page shows first and asks for every few seconds.
 *
 * @param causes what is wrong, the cause of all else first
 * @param lag age in seconds of the oldest analytics over the last hour; -1 where there were none
 * @param failures calls that failed in each step of the last hour
 * @param lateAfterSeconds from which age on analytics count as late
 * @param access how the server is reached
 */
public record Overview(
    Status status,
    Instant startedAt,
    List<StandingCause> causes,
    List<Long> lag,
    List<Long> failures,
    long lateAfterSeconds,
    Access access) {
  public Overview {
    causes = List.copyOf(causes);
    lag = List.copyOf(lag);
    failures = List.copyOf(failures);
  }

  /**
   * What Prometheus has to know.
   *
   * @param login whether user and password are asked for
   * @param demo whether all data is simulated
   */
  public record Access(String metricsPath, boolean login, boolean clustered, boolean demo) {}
}
