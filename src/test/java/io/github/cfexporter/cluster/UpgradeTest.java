package io.github.cfexporter.cluster;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cluster.counters.SeriesMemory;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.cluster.store.Store;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.system.PostgresqlServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an earlier release has stored is counted on from. The files below {@code upgrade/} come from
 * the jar of 4e9710d, which collected a zone and its account of the demo for a minute: its H2 file, a
 * dump of its PostgreSQL, and what that jar itself reads from either.
 */
@Tag("unit")
class UpgradeTest {
  private final Vertx vertx = Vertx.vertx();

  @TempDir
  private Path directory;

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void fileOfH2_givesTheVerySameCounters() throws IOException, SQLException {
    Files.write(directory.resolve("counters.mv.db"), unpacked("counters.mv.db.gz"));

    assertGoesOn(Store.inDirectory(directory, () -> Instant.EPOCH), "counters-h2.txt");

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("nothing was set aside")
          .containsExactly("counters.mv.db");
    }
  }

  @Test
  void databaseOfPostgresql_givesTheVerySameCounters() throws Exception {
    try (PostgresqlServer server = PostgresqlServer.start()) {
      try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
          Statement statement = connection.createStatement()) {
        statement.execute(text("postgresql.sql"));
      }

      assertGoesOn(Store.at(server.jdbcUrl()), "counters-postgresql.txt");
    }
  }

  private void assertGoesOn(Store store, String counters) throws IOException, SQLException {
    List<String> expected = text(counters).lines().toList();
    assertThat(expected).hasSizeGreaterThan(40);
    assertThat(store.notices()).isEmpty();
    assertThat(store.overrides().all()).isEqualTo(Map.of("queryLimit", "9000"));
    assertThat(store.permits().all())
        .extracting(permit -> permit.payer().api())
        .contains(Api.GRAPHQL, Api.REST);
    List<SourceZone> keys = store.counters().ids();
    Member member = MemberStart.alone(
            vertx,
            "upgrade-test",
            Optional.of(store),
            SeriesMemory.ofProcess(() -> Integer.MAX_VALUE))
        .await();
    List<String> found = new ArrayList<>();
    for (SourceZone key : keys) {
      Totals totals = member.counters().load(key).await().orElseThrow();
      assertThat(totals.heldSince()).as("shown by the last release: %s", key).isEmpty();
      add(found, key, totals);
    }
    member.leave().await();

    assertThat(found.stream().sorted()).containsExactlyElementsOf(expected);
  }

  /** One line for the watermark and one for each series, as the jar of 4e9710d was made to write. */
  private static void add(List<String> lines, SourceZone key, Totals totals) {
    String zone = key.zone().isEmpty() ? "-" : key.zone();
    String begin =
        List.of(key.account(), key.kind(), key.source(), zone, "").stream().collect(joining(" "));
    lines.add(begin + "watermark " + totals.watermark());
    totals
        .families()
        .forEach(family -> family.series().forEach((series, total, movedAt) -> {
          String escaped = series.replace("\\", "\\\\").replace("\n", "\\n").replace("\0", "\\0");
          lines.add(begin + family.family() + " " + movedAt + " " + total + " "
              + (escaped.isEmpty() ? "-" : escaped));
        }));
  }

  private static String text(String name) throws IOException {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] unpacked(String name) throws IOException {
    try (InputStream in = new GZIPInputStream(open(name))) {
      return in.readAllBytes();
    }
  }

  private static InputStream open(String name) {
    return UpgradeTest.class.getResourceAsStream("/upgrade/" + name);
  }
}
