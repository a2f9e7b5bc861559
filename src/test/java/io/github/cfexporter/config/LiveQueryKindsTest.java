package io.github.cfexporter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.live.TakenNames;
import io.github.cfexporter.settings.SettingsException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory of query kinds at the start, and while the exporter runs. */
@Tag("unit")
class LiveQueryKindsTest {
  private static final String SHOP = """
      kind: shop
      scope: zone
      sources:
        - dataset: sales
          metrics:
            - {name: sales_total, help: Sales., counter: count}
      """;

  private final Vertx vertx = Vertx.vertx();
  private long now = 1_000_000;

  @TempDir
  private Path directory;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void onlyYamlFilesThatAreNoCopies_areRead() throws IOException {
    write("shop.yml", SHOP);
    for (String other : new String[] {"notes.txt", ".shop.yaml", "shop.yaml~", "shop.yaml.swp"}) {
      write(other, "no kind");
    }
    Files.createDirectory(directory.resolve("..data"));

    assertThat(read().catalog().kind("shop")).isPresent();
  }

  @Test
  void mistakesAtTheStart_areRefusedWithFileAndLine_allAtOnce() throws IOException {
    write("shop.yaml", SHOP.replace("zone", "planet"));
    write("bar.yaml", "kind: bar");
    Files.createDirectory(directory.resolve("folder.yaml"));

    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            directory.resolve("shop.yaml") + ":2: unknown scope planet; allowed are account, zone")
        .hasMessageContaining(directory.resolve("bar.yaml") + ":1: scope is missing")
        .hasMessageContaining(
            directory.resolve("folder.yaml") + ": cannot be read (it is a directory)");
  }

  @Test
  void directoryThatIsNamed_mustBeThere() throws IOException {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> LiveQueryKinds.read(missing, true, TakenNames.NONE))
        .hasMessage("QUERY_KINDS_DIRECTORY: \"" + missing
            + "\" is not there; allowed is a directory of query kind files");

    write("file", "");
    assertThatThrownBy(() -> LiveQueryKinds.read(directory.resolve("file"), true, TakenNames.NONE))
        .hasMessageContaining("is no directory");
  }

  @Test
  void usualDirectory_mayComeLater() throws IOException {
    Path later = directory.resolve("later");
    LiveQueryKinds kinds = LiveQueryKinds.read(later, false, TakenNames.NONE);
    assertThat(kinds.catalog()).isEqualTo(Catalog.bundled());

    Files.createDirectory(later);
    Files.writeString(later.resolve("shop.yaml"), SHOP);
    assertThat(lookTwice(kinds).mistakes()).isEmpty();
    assertThat(kinds.catalog().kind("shop")).isPresent();
  }

  @Test
  void change_countsWhenItHasStood_andABrokenFileStaysAsItWas() throws IOException {
    write("shop.yaml", SHOP);
    LiveQueryKinds kinds = read();

    write("shop.yaml", SHOP.substring(0, 20));
    assertThat(look(kinds).changed()).as("at once").isFalse();
    write("shop.yaml", SHOP.replace("sales_total", "sold_total"));
    assertThat(lookTwice(kinds).changed()).isTrue();
    assertThat(kinds.catalog().kind("shop").orElseThrow().families().get(0).name())
        .isEqualTo("sold_total");

    write("shop.yaml", "kind: shop");
    assertThat(lookTwice(kinds).mistakes())
        .extracting(Object::toString)
        .contains(directory.resolve("shop.yaml") + ":1: scope is missing");
    assertThat(kinds.catalog().kind("shop")).isPresent();
    assertThat(look(kinds).changed()).as("told once").isFalse();
    assertThat(kinds.reload(vertx).await().mistakes()).as("told again").isNotEmpty();
  }

  @Test
  void directoryThatVanishes_takesNothingAlong_butItsFilesDo() throws IOException {
    write("shop.yaml", SHOP);
    LiveQueryKinds kinds = read();

    Files.move(directory, directory.resolveSibling("away"));
    assertThat(lookTwice(kinds).mistakes())
        .extracting(Object::toString)
        .containsExactly(
            "QUERY_KINDS_DIRECTORY: \"" + directory
                + "\" is not there; its kinds of before stay; allowed is a directory of query kind files");
    assertThat(kinds.catalog().kind("shop")).isPresent();

    Files.move(directory.resolveSibling("away"), directory);
    Files.delete(directory.resolve("shop.yaml"));
    assertThat(lookTwice(kinds).mistakes()).isEmpty();
    assertThat(kinds.catalog()).isEqualTo(Catalog.bundled());
  }

  @Test
  void directory_isThatOfTheEnvironment() throws IOException {
    write("shop.yaml", SHOP);
    SettingsReader reader =
        new SettingsReader(Map.of("QUERY_KINDS_DIRECTORY", directory.toString()));

    assertThat(reader.queryKinds(TakenNames.NONE).catalog().kind("shop")).isPresent();
  }

  private LiveQueryKinds read() {
    return LiveQueryKinds.read(directory, true, TakenNames.NONE);
  }

  private LiveQueryKinds.Look look(LiveQueryKinds kinds) {
    now += 500;
    return kinds.look(vertx, now).await();
  }

  /** Until what is there has stood for a second. */
  private LiveQueryKinds.Look lookTwice(LiveQueryKinds kinds) {
    look(kinds);
    look(kinds);
    return look(kinds);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
