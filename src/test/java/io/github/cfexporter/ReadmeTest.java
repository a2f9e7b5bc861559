package io.github.cfexporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricsTable;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.cloudflare.rest.LoadBalancerWeights;
import io.github.cfexporter.cloudflare.rest.SslCertificates;
import io.github.cfexporter.report.OwnFamilies;
import io.github.cfexporter.runtime.BuildInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The README says what the program does. To write its tables anew: {@code mvn test
 * -Dtest=ReadmeTest,SettingsTableTest -DwriteDocuments=true}.
 */
@Tag("unit")
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- metrics:begin -->\n";
  private static final String END = "<!-- metrics:end -->";
  private static final Pattern FAMILY = Pattern.compile("\\bcloudflare_[a-z0-9_]+");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)");

  @Test
  void metricsTable_isUpToDate() throws IOException {
    String readme = Files.readString(README);
    String before = readme.substring(0, readme.indexOf(BEGIN) + BEGIN.length());
    String upToDate = before + MetricsTable.of(kinds()) + readme.substring(readme.indexOf(END));
    if (Boolean.getBoolean("writeDocuments")) {
      Files.writeString(README, upToDate);
    }
    assertThat(README).content().isEqualTo(upToDate);
  }

  @Test
  void everyMetricMentioned_isServed() throws IOException {
    Set<String> served = kinds().stream()
        .flatMap(kind -> kind.families().stream())
        .map(Family::name)
        .collect(Collectors.toSet());

    Matcher mentioned = FAMILY.matcher(Files.readString(README));
    while (mentioned.find()) {
      assertThat(served).contains(mentioned.group());
    }
  }

  @Test
  void everyFileLinked_exists() throws IOException {
    Matcher link = LINK.matcher(Files.readString(README));
    while (link.find()) {
      assertThat(Path.of(link.group(1))).exists();
    }
  }

  private static List<QueryKind> kinds() {
    List<QueryKind> kinds = new ArrayList<>(Catalog.bundled().kinds());
    kinds.add(new SslCertificates());
    kinds.add(new LoadBalancerWeights());
    kinds.add(new Own(new OwnFamilies(BuildInfo.read()).families()));
    return kinds;
  }

  /** The exporter's own families, as if they were a query kind. */
  private record Own(List<Family> families) implements QueryKind {
    @Override
    public String name() {
      return "the exporter itself";
    }

    @Override
    public Scope scope() {
      return Scope.ACCOUNT;
    }
  }
}
