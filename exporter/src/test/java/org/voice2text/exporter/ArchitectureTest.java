package org.voice2text.exporter;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Tag;

/// The arrows between packages go one way.
@AnalyzeClasses(
    packages = "org.voice2text.exporter",
    importOptions = ImportOption.DoNotIncludeTests.class)
@Tag("slow")
class ArchitectureTest {
  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLES =
      SlicesRuleDefinition.slices()
          .matching("org.voice2text.exporter.(*)..")
          .should()
          .beFreeOfCycles();

  @ArchTest
  static final ArchRule NOBODY_USES_THE_BOT =
      ArchRuleDefinition.noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.voice2text.bot..");

  @ArchTest
  static final ArchRule NOBODY_KNOWS_SENTRY =
      ArchRuleDefinition.noClasses().should().dependOnClassesThat().resideInAPackage("io.sentry..");

  @ArchTest
  static final ArchRule ONLY_HTTP_USES_THE_JDKS_SERVER =
      ArchRuleDefinition.noClasses()
          .that()
          .resideOutsideOfPackage("org.voice2text.exporter.http..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.net.httpserver..");

  @ArchTest
  static final ArchRule ONLY_DASHBOARD_USES_JAVALIN =
      ArchRuleDefinition.noClasses()
          .that()
          .resideOutsideOfPackage("org.voice2text.exporter.dashboard..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.javalin..");

  @ArchTest
  static final ArchRule LIVE_STANDS_ALONE =
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAPackage("org.voice2text.exporter.live..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.voice2text.exporter.http..",
              "org.voice2text.exporter.business..",
              "org.voice2text.exporter.custom..",
              "org.voice2text.exporter.host..",
              "org.voice2text.exporter.dashboard..");

  @ArchTest
  static final ArchRule CUSTOM_KNOWS_NO_OTHER_COLLECTOR =
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAPackage("org.voice2text.exporter.custom..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.voice2text.exporter.business..",
              "org.voice2text.exporter.host..",
              "org.voice2text.exporter.live..",
              "org.voice2text.exporter.dashboard..",
              "org.sqlite..");

  /// So that no request costs what a query costs.
  @ArchTest
  static final ArchRule DASHBOARD_READS_NO_DATABASE =
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAPackage("org.voice2text.exporter.dashboard..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.jdbi..", "java.sql..", "org.sqlite..", "org.voice2text.model.store..")
          .orShould()
          .dependOnClassesThat()
          .haveSimpleName("ReadOnlyDatabase");

  @ArchTest
  static final ArchRule ONLY_CUSTOM_READS_YAML =
      ArchRuleDefinition.noClasses()
          .that()
          .resideOutsideOfPackage("org.voice2text.exporter.custom..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.snakeyaml..");
}
