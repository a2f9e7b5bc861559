package io.github.cfexporter;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rooms in their order, and the directions of the arrows between them. Rooms that decide are told
 * the time; the others perform. Change the design and this test together, or neither.
 */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = DoNotIncludeTests.class)
@ArchTag("unit")
class ArchitectureTest {
  static final String ROOT = "io.github.cfexporter";

  /** From the bottom to the top: a room knows those before it, and none behind it. */
  private static final List<String> ROOMS = List.of(
      "yaml",
      "catalog",
      "counting",
      "exposition",
      "limiter",
      "settings",
      "naming",
      "cloudflare",
      "credentials",
      "cluster",
      "runtime",
      "log",
      "config",
      "bus",
      "report",
      "remote",
      "permits",
      "gateway",
      "collect",
      "accounts",
      "http",
      "check",
      "backfill",
      "node");

  private static final String YAML = ROOT + ".yaml..";
  private static final String CATALOG = ROOT + ".catalog..";
  private static final String SETTINGS = ROOT + ".settings..";
  private static final String LIMITER = ROOT + ".limiter..";
  private static final String COUNTING = ROOT + ".counting..";
  private static final String EXPOSITION = ROOT + ".exposition..";
  private static final String CLOUDFLARE = ROOT + ".cloudflare..";
  private static final String CREDENTIALS = ROOT + ".credentials..";
  private static final String CLUSTER = ROOT + ".cluster..";
  private static final String SIMULATOR = ROOT + ".simulator..";
  private static final String MAIN = ROOT + ".Main";
  private static final String[] TOLD_THE_TIME = {
    CATALOG,
    SETTINGS,
    LIMITER,
    COUNTING,
    EXPOSITION,
    CREDENTIALS,
    ROOT + ".bus..",
    ROOT + ".report..",
    ROOT + ".permits..",
    ROOT + ".gateway..",
    ROOT + ".collect..",
    ROOT + ".accounts.."
  };

  @ArchTest
  static void rooms_knowOnlyThoseBelow(JavaClasses all) {
    for (int room = 0; room < ROOMS.size(); room++) {
      String[] above = ROOMS.subList(room + 1, ROOMS.size()).stream()
          .map(name -> ROOT + "." + name + "..")
          .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(ROOT + "." + ROOMS.get(room) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(above)
          .check(all);
    }
  }

  @ArchTest
  static void rooms_areAllInTheList(JavaClasses all) {
    Set<String> seen = all.stream()
        .map(type -> type.getPackageName().substring(ROOT.length()))
        .filter(name -> !name.isEmpty())
        .map(name -> name.split("\\.")[1])
        .collect(Collectors.toSet());
    Set<String> listed = new HashSet<>(ROOMS);
    listed.add("simulator");

    assertThat(seen).isEqualTo(listed);
  }

  @ArchTest
  static final ArchRule catalog_isPlainJavaAndYaml = uses(CATALOG, YAML, "org.yaml.snakeyaml..");

  @ArchTest
  static final ArchRule yaml_isParsedInItsPackage = noClasses()
      .that()
      .resideOutsideOfPackage(YAML)
      .should()
      .dependOnClassesThat()
      .haveFullyQualifiedName("org.yaml.snakeyaml.Yaml");

  @ArchTest
  static final ArchRule settings_isPlainJava = uses(SETTINGS);

  @ArchTest
  static final ArchRule limiter_isPlainJava = uses(LIMITER);

  @ArchTest
  static final ArchRule counting_knowsOnlyTheCatalog = uses(COUNTING, CATALOG);

  @ArchTest
  static final ArchRule exposition_knowsWhatIsCounted = uses(EXPOSITION, CATALOG, COUNTING);

  @ArchTest
  static final ArchRule cloudflare_speaksHttpAndJson = uses(
      CLOUDFLARE,
      CATALOG,
      COUNTING,
      "io.vertx..",
      "io.netty.buffer..", // its check of UTF-8, and large answers
      "io.netty.util", // to give buffers back
      "io.netty.channel..", // what Vert.x lets through of a connection that times out
      "com.fasterxml.jackson.core..",
      "org.slf4j..");

  @ArchTest
  static final ArchRule tunnel_knowsNothingOfWhatPassesThroughIt = uses(
      ROOT + ".cluster.tunnel..", "javax.crypto..", "javax.net.ssl..", "io.netty..", "org.slf4j..");

  @ArchTest
  static final ArchRule hazelcast_staysInItsPackage = noClasses()
      .that()
      .resideOutsideOfPackage(CLUSTER)
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage(
          "com.hazelcast..", "io.vertx.core.spi.cluster..", "io.vertx.spi.cluster..")
      .because("whether and how nodes share their state is one package's secret")
      .allowEmptyShould(true);

  @ArchTest
  static final ArchRule simulator_isUsedByMainAlone = noClasses()
      .that()
      .resideOutsideOfPackage(SIMULATOR)
      .and()
      .doNotHaveFullyQualifiedName(MAIN)
      .should()
      .dependOnClassesThat()
      .resideInAPackage(SIMULATOR)
      .allowEmptyShould(true);

  @ArchTest
  static final ArchRule simulator_usesNothingOfOurs = noClasses()
      .that()
      .resideInAPackage(SIMULATOR)
      .should()
      .dependOnClassesThat(describe(
          "are ours but not the simulator's",
          type -> type.getPackageName().startsWith(ROOT)
              && !type.getPackageName().startsWith(ROOT + ".simulator")))
      .because("a simulator that shares our code would share our mistakes");

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule exit_isUpToShutdown = noClasses()
      .that()
      .doNotHaveFullyQualifiedName(ROOT + ".node.Shutdown")
      .should()
      .callMethodWhere(endsTheProcess());

  @ArchTest
  static final ArchRule rooms_areToldTheTime = noClasses()
      .that()
      .resideInAnyPackage(TOLD_THE_TIME)
      .should()
      .callMethodWhere(readsAClock())
      .because("what depends on a clock cannot be tested without waiting")
      .allowEmptyShould(true);

  /** What a package may depend on besides Java, itself, and annotations for the compiler. */
  private static ArchRule uses(String user, String... others) {
    String[] allowed = Stream.concat(
            Stream.of("java..", "com.google.errorprone.annotations..", user), Stream.of(others))
        .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(user)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed);
  }

  private static DescribedPredicate<JavaCall<?>> endsTheProcess() {
    return describe("end the process", call -> {
      boolean process = call.getTargetOwner().isEquivalentTo(System.class)
          || call.getTargetOwner().isEquivalentTo(Runtime.class);
      return process && (call.getName().equals("exit") || call.getName().equals("halt"));
    });
  }

  private static DescribedPredicate<JavaCall<?>> readsAClock() {
    return describe("read a clock", call -> {
      String name = call.getName();
      if (call.getTargetOwner().isEquivalentTo(System.class)) {
        return name.equals("currentTimeMillis") || name.equals("nanoTime");
      }
      boolean systemClock =
          call.getTargetOwner().isEquivalentTo(Clock.class) && name.startsWith("system");
      boolean now = call.getTargetOwner().getPackageName().equals("java.time")
          && name.equals("now")
          && call.getTarget().getRawParameterTypes().stream()
              .noneMatch(type -> type.isEquivalentTo(Clock.class));
      return systemClock || now;
    });
  }
}
