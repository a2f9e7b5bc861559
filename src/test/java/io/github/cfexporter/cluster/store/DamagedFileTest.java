package io.github.cfexporter.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.limiter.GrantedPermit;
import io.github.cfexporter.limiter.Payer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** cases.md 24b and 29: a file that is not what H2 wrote, at start and while it is in use. */
@Tag("unit")
class DamagedFileTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final int ROWS = 40;

  @TempDir
  private Path directory;

  private Path file;

  @BeforeEach
  void fill() throws SQLException {
    file = directory.resolve("counters.mv.db");
    try (Store store = open()) {
      for (int i = 0; i < ROWS; i++) {
        store.counters().store(List.of(row(i)));
      }
      store.overrides().store(Map.of("queryLimit", "7"));
      store.permits().add(List.of(new GrantedPermit(1_000, Payer.rest("", ""))), 0);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4_095, 4_096, 8_192, 12_288})
  void fileThatWasCut_isSetAside_andCountingBeginsAnew(long size) throws Exception {
    cut(size);

    try (Store store = open()) {
      assertThat(store.counters().ids()).isEmpty();
      store.counters().store(List.of(row(1)));
      assertThat(store.notices())
          .singleElement()
          .asString()
          .contains("was damaged and was set aside", "counters begin anew");
    }
    assertThat(directory.resolve("counters.mv.db.damaged-20260101T120000Z")).exists();
    try (Store store = open()) {
      assertThat(store.counters().ids()).as("the next start").hasSize(1);
      assertThat(store.notices()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "hello\n", "H:2,block:1", "#"})
  void textInPlaceOfTheFile_isSetAside(String text) throws Exception {
    for (String content : List.of(text, text.repeat(20_000))) {
      Files.writeString(file, content);

      try (Store store = open()) {
        assertThat(store.counters().ids()).isEmpty();
      }
    }
    try (Stream<Path> kept = Files.list(directory)) {
      assertThat(kept.filter(path -> path.toString().contains(".damaged-"))).hasSize(2);
    }
  }

  /** The law: whatever is in the file, the node starts and can store. */
  @RepeatedTest(25)
  void garbageInTheFile_neverHindersAStart(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < 1 + random.nextInt(6); i++) {
        byte[] garbage = new byte[1 + random.nextInt(30_000)];
        random.nextBytes(garbage);
        long at = (long) (random.nextDouble() * channel.size());
        channel.write(ByteBuffer.wrap(garbage), at);
      }
    }

    try (Store store = open()) {
      store.counters().store(List.of(row(1_000)));
      assertThat(found(store, row(1_000))).contains(row(1_000).totals());
      assertThat(store.overrides().all()).isNotNull();
      assertThat(store.permits().all()).isNotNull();
    }
  }

  @Test
  void generalError_isDamage_onlyWhenItsCauseIs() {
    SQLException chunk = new SQLException(
        "General error", "HY000", 50000, new MVStoreException(6, "File corrupted in chunk 7"));

    assertThat(Damage.isIn(chunk)).isTrue();
    assertThat(Damage.isIn(new SQLException("General error", "HY000", 50000))).isFalse();
    assertThat(Damage.isIn(new SQLException("x", "HY000", 1, new MVStoreException(7, "locked"))))
        .isFalse();
  }

  /** It may be whole, and is another's. */
  @Test
  void fileInUseByAnotherProcess_isRefused_andStaysWhereItIs() throws Exception {
    String url = "jdbc:h2:file:" + directory.resolve("counters");
    Process other = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            url)
        .redirectErrorStream(true)
        .start();
    try {
      assertThat(other.getInputStream().read()).isEqualTo('h');

      assertThatThrownBy(this::open)
          .isInstanceOf(StoreException.class)
          .hasMessage("DATA_DIRECTORY=" + directory + " is in use by another process; every node"
              + " needs a directory of its own");
      try (Stream<Path> kept = Files.list(directory)) {
        assertThat(kept).noneMatch(path -> path.toString().contains(".damaged-"));
      }
    } finally {
      other.destroyForcibly().waitFor();
    }
    try (Store store = open()) {
      assertThat(store.counters().ids()).hasSize(ROWS);
    }
  }

  /** What is in memory is stored again by whoever has it; see DurableMemberTest. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4_096, 20_000})
  void fileThatIsCutWhileInUse_isNoticedByTheNextCall(long size) throws Exception {
    CountDownLatch renewed = new CountDownLatch(1);
    try (Store store = open()) {
      store.onRenewed(renewed::countDown);
      cut(size);

      assertThatThrownBy(() -> store.counters().store(List.of(row(1))))
          .hasMessageContaining("is damaged");
      renewed.await();
      store.counters().store(List.of(row(2)));
      assertThat(store.counters().ids()).containsExactly(row(2).id());
      assertThat(store.isAway()).isFalse();
      assertThat(store.notices()).singleElement().asString().contains("stored anew from memory");
    }
    assertThat(directory.resolve("counters.mv.db.damaged-20260101T120000Z")).exists();
    try (Store store = open()) {
      assertThat(store.counters().ids()).hasSize(1);
    }
  }

  @Test
  void fileThatIsOverwrittenOrGone_isNoticed_too() throws Exception {
    try (Store store = open()) {
      Files.write(file, new byte[(int) Files.size(file)]);
      assertThatThrownBy(() -> store.overrides().all()).hasMessageContaining("is damaged");
      store.counters().store(List.of(row(2)));

      Files.delete(file);
      assertThatThrownBy(() -> store.overrides().all()).hasMessageContaining("it is gone");
      store.counters().store(List.of(row(3)));
      assertThat(store.counters().ids()).containsExactly(row(3).id());
    }
  }

  @Test
  void fileThatNobodyTouches_isNeverTakenForDamaged() throws Exception {
    try (Store store = open()) {
      IntStream.range(0, 200).parallel().forEach(i -> {
        try {
          store.counters().store(List.of(row(i)));
          store.permits().add(List.of(new GrantedPermit(1_000 + i, Payer.rest("", ""))), 0);
        } catch (SQLException e) {
          throw new AssertionError(e);
        }
      });
      assertThat(store.counters().ids()).hasSize(200);
      assertThat(store.notices()).isEmpty();
    }
  }

  private Store open() {
    return Store.inDirectory(directory, () -> NOON);
  }

  private void cut(long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  private static Optional<byte[]> found(Store store, StoredTotals row) throws SQLException {
    return store.counters().find(row.id(), (watermark, totals) -> {
      try {
        return totals.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  private static StoredTotals row(int i) {
    byte[] totals = new byte[3_000];
    new Random(i).nextBytes(totals);
    return new StoredTotals(new SourceZone("acct", "kind", "source", "zone" + i), i, totals);
  }

  /** Another process that uses the database until it is ended. */
  static final class Holder {
    public static void main(String[] args) throws Exception {
      try (var connection = DriverManager.getConnection(args[0])) {
        System.out.println("holds it " + connection);
        Thread.currentThread().join();
      }
    }
  }
}
