package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away under a node that counts, and comes back. */
@Tag("system")
class DatabaseOutageTest {
  private static final String AWAY = "the database cannot be used";
  private static final String BACK = "the database can be used again";

  private static final String NOTICE = "counting goes on in memory";
  private static final String DATABASE_UP = "cloudflare_exporter_database_up";
  private static final String KEY = "/config/queryLimit";

  @TempDir
  Path directory;

  @Test
  void countingGoesOn_isToldOnce_andIsStoredWhenTheDatabaseIsBack() throws Exception {
    try (PostgresqlServer postgresql = PostgresqlServer.start();
        Fleet fleet = new Fleet(directory, 1).with("JDBC_URL", postgresql.jdbcUrl())) {
      ExporterProcess node = fleet.start(0, Map.of());
      fleet.awaitExact();

      postgresql.halt();
      Await.until(node::output, output -> output.contains(AWAY));
      fleet.awaitExact();
      assertThat(node.output()).doesNotContain(BACK);
      postgresql.resume();
      Await.until(node::output, output -> output.contains(BACK));
      fleet.awaitExact();
      assertThat(node.output().split(AWAY, -1)).as("told once").hasSize(2);

      node.kill();
      fleet.start(0, Map.of());
      fleet.awaitExact();
    }
  }

  /** cases.md 27, with the processes of a real database held by a signal. */
  @Test
  void databaseThatHangs_holdsNothingUp_andNothingIsLost() throws Exception {
    try (PostgresqlServer postgresql = PostgresqlServer.start();
        Fleet fleet = new Fleet(directory, 1).with("JDBC_URL", postgresql.jdbcUrl())) {
      ExporterProcess node = fleet.start(0, Map.of());
      node.put(KEY, "{\"value\": 7001}");
      fleet.awaitExact();
      assertThat(node.get("/metrics").body()).contains("\n" + DATABASE_UP + " 1\n");

      postgresql.hold();
      Await.until(node::output, output -> output.contains(AWAY));
      fleet.awaitExact(); // of what has happened by now, so calls leave and are counted
      Await.until(() -> node.get("/metrics").body(), told -> told.contains(DATABASE_UP + " 0\n"));
      Await.until(() -> node.get("/status.json").body(), told -> told.contains(NOTICE));
      assertServesButRefusesChanges(node);
      fleet.awaitExact();
      assertThat(node.output()).doesNotContain(BACK);

      postgresql.goOn();
      Await.until(node::output, output -> output.contains(BACK));
      Await.until(
          () -> node.send("PUT", KEY, "{\"value\": 7003}").statusCode(), status -> status == 200);
      fleet.awaitExact();
      assertThat(node.get("/status.json").body()).doesNotContain(NOTICE);
      node.kill();
      ExporterProcess again = fleet.start(0, Map.of());
      fleet.awaitExact();
      assertThat(again.get(KEY).body()).contains("7003");
    }
  }

  private static void assertServesButRefusesChanges(ExporterProcess node) throws Exception {
    assertRefused(node.send("PUT", KEY, "{\"value\": 7002}"));
    assertRefused(node.send("DELETE", KEY, ""));
    assertRefused(node.send("DELETE", "/config", ""));
    assertThat(node.get(KEY).body()).contains("7001");
    assertThat(node.get("/-/ready").statusCode()).isEqualTo(200);
  }

  private static void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.body()).contains("could not be stored, so nothing was changed");
    assertThat(answer.statusCode()).isEqualTo(503);
  }
}
