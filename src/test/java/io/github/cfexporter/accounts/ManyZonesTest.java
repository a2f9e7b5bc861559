package io.github.cfexporter.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.cloudflare.rest.Rest;
import io.github.cfexporter.cloudflare.rest.RestReply;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import io.github.cfexporter.simulator.world.Tokens;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** cases.md 14: one page of 100,000 zones held up the event loop, and all else with it, for seconds. */
@Tag("unit")
class ManyZonesTest {
  private static final int ZONES = 100_000;

  /** Turns that an event loop would not get while it does such work itself: it has some ten steps. */
  private static final int FREE_TURNS = 200;

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private int turns;
  private boolean over;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void list_isReadAndSortedBesideTheEventLoop() {
    ZoneBook book = book(page());
    Promise<ZoneList> sorted = Promise.promise();

    loop.runOnContext(turn -> {
      Future<ZoneList> list = book.list().compose(news -> {
        assertThat(news.zones()).hasSize(ZONES);
        assertThat(turns).as("turns while the list was read").isGreaterThan(FREE_TURNS);
        turns = 0;
        return book.sorted(false);
      });
      beat();
      list.onComplete(done -> over = true).onComplete(sorted);
    });

    ZoneList zones = sorted.future().await();
    assertThat(turns).as("turns while it was sorted").isGreaterThan(FREE_TURNS);
    assertThat(zones.all()).hasSize(ZONES);
    assertThat(zones.collected()).hasSize(ZONES - 1);
    assertThat(zones.strangers()).isEmpty();
  }

  private ZoneBook book(Buffer page) {
    Settings settings = Settings.read(new Sources(
        Map.of(),
        Map.of("CLOUDFLARE_API_TOKEN", Tokens.DEMO, "CF_EXCLUDE_ZONES", "zone7.example"),
        Map.of(),
        file -> ""));
    Rest rest = new Rest(
        path -> RestReply.read(vertx, new Reply(200, MultiMap.caseInsensitiveMultiMap(), page)));
    Readers readers = new Readers();
    readers.credentials(List.of("token"), Set.of());
    readers.account("acct", List.of("token"));
    return new ZoneBook(credential -> rest, readers, "acct", () -> settings, Time.of(vertx));
  }

  /** What else the loop has to do. */
  private void beat() {
    turns++;
    if (!over) {
      loop.runOnContext(next -> beat());
    }
  }

  private static Buffer page() {
    StringBuilder json = new StringBuilder("{\"success\":true,\"errors\":[],\"result\":[");
    for (int i = 0; i < ZONES; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"id\":\"z%05d\",\"name\":\"zone%d.example\",\"status\":\"active\","
              .formatted(i, i))
          .append("\"account\":{\"id\":\"acct\",\"name\":\"Acme\"},")
          .append("\"plan\":{\"id\":\"p\",\"legacy_id\":\"pro\",\"name\":\"Pro\"}}");
    }
    json.append("],\"result_info\":{\"page\":1,\"per_page\":50,\"total_pages\":1,\"count\":")
        .append(ZONES)
        .append(",\"total_count\":")
        .append(ZONES)
        .append("}}");
    return Buffer.buffer(json.toString());
  }
}
