package io.github.cfexporter.gateway;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.credentials.Permission;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.gateway.document.PlannedNode;
import io.github.cfexporter.runtime.Time;

/** Which credential reads the analytics of an account or zone, and whether one makes way for the next. */
final class AnalyticsReaders {
  private final Readers readers;
  private final Time time;

  AnalyticsReaders(Readers readers, Time time) {
    this.readers = readers;
    this.time = time;
  }

  /** Whether the credential may not read an account, and another one takes its place. */
  boolean isLeftToAnother(Route route, CloudflareException cause) {
    return !route.isOfZones()
        && !route.account().isEmpty()
        && cause.refusal() instanceof Refusal.AccountNotAuthorized
        && readers.refused(
            Permission.ACCOUNT_ANALYTICS, route.account(), "", route.credential(), time.millis());
  }

  /** Whether another credential than the one that it waits for reads it now. */
  boolean isMoved(PlannedNode planned) {
    String account = planned.pending().ask().account();
    String zone = planned.request().zone();
    Permission permission =
        zone.isEmpty() ? Permission.ACCOUNT_ANALYTICS : Permission.ZONE_ANALYTICS;
    return !readers
        .of(permission, account, zone, time.millis())
        .equals(planned.request().credential());
  }
}
