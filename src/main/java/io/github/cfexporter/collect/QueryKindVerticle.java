package io.github.cfexporter.collect;

import static io.github.cfexporter.settings.Tunables.EXCLUDE_HOST;
import static io.github.cfexporter.settings.Tunables.HTTP_STATUS_GROUP;
import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;

import io.github.cfexporter.bus.Collect;
import io.github.cfexporter.bus.Forget;
import io.github.cfexporter.bus.Release;
import io.github.cfexporter.bus.SettingsChanged;
import io.github.cfexporter.bus.Target;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.cluster.Counters;
import io.github.cfexporter.counting.SourceForms;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.report.Progress;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Ground;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One query kind, for every account of this node: asks for the windows that are due, adds them to
 * the counters exactly once, and renders what has changed.
 */
public final class QueryKindVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(QueryKindVerticle.class);

  private final GraphqlKind kind;
  private final Ground ground;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Counters counters;
  private final Readers readers;
  private final Telemetry telemetry;
  private final Map<String, Map<Integer, Roster>> rosters = new HashMap<>();
  private Display display;
  private Settling settling;
  private Asking asking;

  public QueryKindVerticle(GraphqlKind kind, Ground ground, Readers readers, Telemetry telemetry) {
    this.kind = kind;
    this.ground = ground;
    this.settings = ground.settings();
    this.time = ground.time();
    this.counters = ground.member().counters();
    this.readers = readers;
    this.telemetry = telemetry;
  }

  @Override
  public Future<?> start() {
    display = new Display(kind, ground, telemetry);
    settling = new Settling(
        kind,
        ground,
        readers,
        telemetry,
        display,
        done -> asking.isOpen(done),
        done -> asking.continueWith(done));
    asking = new Asking(kind, ground, telemetry, display, settling);
    return Collect.listen(
        vertx.eventBus(),
        kind.name(),
        this::collect,
        this::release,
        this::forget,
        this::settingsChanged);
  }

  private void collect(Message<Collect> message) {
    Collect collect = message.body();
    Roster roster = rosters
        .computeIfAbsent(collect.account().id(), account -> new HashMap<>())
        .computeIfAbsent(
            collect.part(), part -> new Roster(part, collect.account(), time.millis()));
    roster.update(collect).forEach(track -> left(roster, track));
    if (roster.looksOtherwise(display.families())) {
      display.refresh(roster);
    }
    kind.sources().forEach(source -> ask(roster, forms(source)));
  }

  private void ask(Roster roster, SourceForms forms) {
    if (forms.isEmpty()) {
      abandon(roster, forms);
    } else {
      asking.ask(roster, forms);
    }
  }

  /** What is on its way here is for nobody; the new owner asks for it, too. */
  private void release(Message<Release> message) {
    counters.released(message.body().account(), kind.name());
    Map<Integer, Roster> released = rosters.remove(message.body().account());
    if (released != null) {
      released.values().forEach(roster -> {
        roster.update(new Collect(roster.account(), roster.part(), List.of(), true));
        roster.retire();
      });
    }
  }

  private void forget(Message<Forget> message) {
    Map<Integer, Roster> gone = rosters.remove(message.body().account());
    if (gone != null) {
      gone.values().forEach(roster -> {
        roster
            .update(new Collect(roster.account(), roster.part(), List.of(), true))
            .forEach(track -> left(roster, track));
        display.remove(roster);
      });
    }
  }

  /**
   * Denied metrics leave the totals at once, so that they begin at zero when they are allowed again,
   * even before their next window.
   */
  private void settingsChanged(SettingsChanged change) {
    if (change.concerns(METRICS_DENYLIST)) {
      Set<String> denied = change.newlyDenied();
      rosters.values().stream().flatMap(parts -> parts.values().stream()).forEach(roster -> {
        for (Source source : kind.sources()) {
          deny(roster, forms(source), denied);
        }
        display.refresh(roster);
      });
    }
  }

  private void deny(Roster roster, SourceForms forms, Set<String> denied) {
    if (forms.isEmpty()) {
      abandon(roster, forms);
      return;
    }
    for (Track track : roster.tracks(forms.name())) {
      display.drop(roster, track.cell(), denied);
      counters
          .drop(settling.key(roster, track), denied)
          .onFailure(cause ->
              logger.error("denied metrics could not be dropped: query={}", kind.name(), cause));
    }
  }

  /** Nothing of the source is wanted: where it stood is forgotten, so no gap is made up for later. */
  private void abandon(Roster roster, SourceForms forms) {
    String source = forms.name();
    for (Target target : roster.targets()) {
      roster.abandon(source, target.zone()).ifPresent(track -> {
        drop(roster, track);
        display.drop(roster, track.cell());
      });
    }
    telemetry.sourceEnabled(
        new Telemetry.SourceKey(roster.account().id(), kind.name(), source), roster.part(), 0);
    if (kind.sources().stream().map(this::forms).allMatch(SourceForms::isEmpty)) {
      progress(roster).off();
    }
  }

  /** The zone is no longer collected. */
  private void left(Roster roster, Track track) {
    telemetry.zoneGone(roster.account().id(), track.cell().zone());
    drop(roster, track);
  }

  private void drop(Roster roster, Track track) {
    progress(roster).stopped(track.name());
    counters
        .remove(settling.key(roster, track))
        .onFailure(cause -> logger.error(
            "counters that are no longer wanted could not be removed: query={} zone={}",
            kind.name(),
            track.cell().zone(),
            cause));
  }

  private SourceForms forms(Source source) {
    Settings now = settings.get();
    return SourceForms.of(
        source, now.get(EXCLUDE_HOST), now.get(HTTP_STATUS_GROUP), now.get(METRICS_DENYLIST));
  }

  private Progress progress(Roster roster) {
    return telemetry.progress(roster.account().id(), kind.name());
  }
}
