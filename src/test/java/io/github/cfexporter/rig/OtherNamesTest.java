package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.ShopKind;
import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A series that goes on under another name, or not at all, has ended at a receiver under the old one. */
@Tag("rig")
class OtherNamesTest {
  private static final String PLAIN = "cloudflare_zone_requests_total";

  private final WrittenSamples written = new WrittenSamples();
  private final EndedSeries series = new EndedSeries(written);

  private Rig rig(World world) {
    return Rig.sending(world, settings(), new Remotes(url -> written, Optional.empty()));
  }

  private static Map<String, String> settings() {
    return Map.of(
        "REMOTE_WRITE_URL", "https://receiver.example/api/v1/write",
        "ZONE_LIST_CACHE_TTL_SECONDS", "60",
        "ACCOUNT_LIST_CACHE_TTL_SECONDS", "60");
  }

  private static Predicate<Map<String, String>> having(String label, String value) {
    return labels -> value.equals(labels.get(label));
  }

  @Test
  void renamedZone_endsUnderItsOldName_andGoesOnUnderTheNew() {
    World world = World.of(1, 2);
    Zone zone = world.zones().get(0);
    String before = zone.name();
    String stays = world.zones().get(1).name();
    assertEnded(
        world, () -> world.renameZone(zone.id(), "other.example"), having("zone", before), 300);
    series.assertGoOn(having("zone", "other.example").and(having("__name__", PLAIN)));
    series.assertGoOn(having("zone", stays).and(having("__name__", PLAIN)));
  }

  @Test
  void renamedAccount_endsUnderItsOldName_andGoesOnUnderTheNew() {
    World world = World.of(1, 1);
    String id = world.accounts().get(0).id();
    assertEnded(
        world, () -> world.renameAccount(id, "New Name"), having("account", "account-0"), 300);
    series.assertGoOn(having("account", "new-name").and(having("__name__", PLAIN)));
  }

  private void assertEnded(
      World world, Runnable change, Predicate<Map<String, String>> which, int atLeast) {
    try (Rig rig = rig(world)) {
      rig.advance(Duration.ofMinutes(6));
      Map<Map<String, String>, Long> last = series.lastMinutes(which);
      change.run();
      rig.advance(Duration.ofMinutes(6));

      assertThat(last).hasSizeGreaterThan(atLeast);
      series.assertEnded(which, last);
      assertThat(written.refusals()).isEmpty();
    }
  }

  @Test
  void otherLabelsOfAllSamples_endThoseThatWereSent() {
    try (Rig rig = rig(World.of(1, 1))) {
      rig.advance(Duration.ofMinutes(6));
      Predicate<Map<String, String>> old = having("job", "cloudflare-exporter");
      Map<Map<String, String>, Long> last = series.lastMinutes(old);
      rig.set("REMOTE_WRITE_LABELS", "job=other");
      rig.advance(Duration.ofMinutes(3));

      assertThat(last).hasSizeGreaterThan(300);
      series.assertEnded(old, last);
      series.assertGoOn(having("job", "other").and(having("__name__", PLAIN)));
      assertThat(written.refusals()).isEmpty();
    }
  }

  @Test
  void accountThatIsNoLongerChosen_endsAllItsSeries() {
    World world = World.of(2, 1);
    try (Rig rig = rig(world)) {
      rig.advance(Duration.ofMinutes(6));
      Map<Map<String, String>, Long> last = series.lastMinutes(having("account", "account-1"));
      rig.set("CF_ACCOUNTS", world.accounts().get(0).id());
      rig.advance(Duration.ofMinutes(4));

      assertThat(last).hasSizeGreaterThan(300);
      series.assertEnded(having("account", "account-1"), last);
      series.assertGoOn(having("account", "account-0").and(having("__name__", PLAIN)));
      assertThat(written.refusals()).isEmpty();
    }
  }

  @Test
  void queryKindThatIsRemoved_endsAllItsSeries(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("shop.yaml"), ShopKind.FILE);
    Remotes remotes =
        new Remotes(Catalog.bundled(), url -> written, Optional.empty(), Optional.of(directory));
    try (Rig rig = Rig.sending(World.of(1, 2), settings(), remotes)) {
      rig.advance(Duration.ofMinutes(6));
      Predicate<Map<String, String>> ofKind =
          having("__name__", "cloudflare_zone_shop_requests_total");
      Map<Map<String, String>, Long> last = series.lastMinutes(ofKind);
      Files.delete(file);
      rig.advance(Duration.ofMinutes(3));

      assertThat(last).hasSizeGreaterThan(4);
      series.assertEnded(ofKind, last);
      series.assertGoOn(having("__name__", PLAIN));
    }
  }

  /** Nothing else of the account changes then, and nothing else would be sent. */
  @Test
  void onlyZoneOfAnAccount_endsItsSeriesWhenItLeaves() {
    World world = World.of(1, 1);
    Zone zone = world.zones().get(0);
    try (Rig rig = rig(world)) {
      rig.advance(Duration.ofMinutes(6));
      Map<Map<String, String>, Long> last = series.lastMinutes(having("zone", zone.name()));
      rig.set("CF_EXCLUDE_ZONES", zone.name());
      rig.advance(Duration.ofMinutes(3));

      assertThat(last).hasSizeGreaterThan(300);
      series.assertEnded(having("zone", zone.name()), last);
    }
  }
}
