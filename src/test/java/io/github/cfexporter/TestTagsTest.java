package io.github.cfexporter;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.annotation.Testable;

/**
 * Each test has one tag, by its package, so that a part of them can be run: {@code rig} for a whole
 * node in virtual time, {@code system} for processes, {@code unit} for all others but those that are as
 * slow as a system. What {@code
 * scripts/check} leaves out is thus never left out by mistake.
 */
@ArchTag("unit")
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = OnlyIncludeTests.class)
class TestTagsTest {
  @ArchTest
  static final ArchRule tests_haveTheTagOfTheirPackage = classes()
      .that(DescribedPredicate.describe("are tests", TestTagsTest::isTest))
      .should(be(DescribedPredicate.describe(
          "tagged rig or system in the package of that name, and elsewhere unit, or system if slow",
          type -> tags(type).size() == 1 && possible(type).containsAll(tags(type)))));

  /** Tests are found by their names, so a test of another name would never run. */
  @ArchTest
  static final ArchRule tests_endInTest = classes()
      .that(DescribedPredicate.describe("are tests", TestTagsTest::isTest))
      .should()
      .haveSimpleNameEndingWith("Test");

  private static boolean isTest(JavaClass type) {
    boolean outer = type.getEnclosingClass().isEmpty();
    boolean whole = !type.getModifiers().contains(JavaModifier.ABSTRACT);
    boolean testing = Stream.concat(type.getAllMethods().stream(), type.getAllFields().stream())
        .anyMatch(member -> member.isAnnotatedWith(Testable.class)
            || member.isMetaAnnotatedWith(Testable.class)
            || member.isAnnotatedWith(ArchTest.class));
    return outer && whole && testing;
  }

  private static List<String> possible(JavaClass type) {
    String room = type.getPackageName().substring(ArchitectureTest.ROOT.length());
    return switch (room) {
      case ".rig" -> List.of("rig");
      case ".system" -> List.of("system");
      default -> List.of("unit", "system");
    };
  }

  /** Read from the class itself, for JUnit inherits tags from a superclass. */
  private static List<String> tags(JavaClass type) {
    Class<?> loaded = type.reflect();
    return Stream.concat(
            Stream.of(loaded.getAnnotationsByType(Tag.class)).map(Tag::value),
            Stream.of(loaded.getAnnotationsByType(ArchTag.class)).map(ArchTag::value))
        .toList();
  }
}
