package org.voice2text.bot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The arrows between the packages point one way.
@Tag("slow")
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.voice2text.bot");

  @Test
  void packagesUseOnlyWhatIsBelowThem() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("org.voice2text.bot..")
        .layer("main")
        .definedBy("org.voice2text.bot")
        .layer("health")
        .definedBy("..bot.health..")
        .layer("conversation")
        .definedBy("..bot.conversation..")
        .layer("rewriting")
        .definedBy("..bot.rewriting..")
        .layer("billing")
        .definedBy("..bot.billing..")
        .layer("export")
        .definedBy("..bot.export..")
        .layer("transcription")
        .definedBy("..bot.transcription..")
        .layer("telegram")
        .definedBy("..bot.telegram..")
        .layer("telemetry")
        .definedBy("..bot.telemetry..")
        .layer("http")
        .definedBy("..bot.http..")
        .layer("prices")
        .definedBy("..bot.prices..")
        .layer("rewriting")
        .definedBy("..bot.rewriting..")
        .whereLayer("main")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("telemetry")
        .mayNotAccessAnyLayer()
        .whereLayer("http")
        .mayOnlyAccessLayers("telemetry")
        .whereLayer("prices")
        .mayNotAccessAnyLayer()
        .whereLayer("telegram")
        .mayOnlyAccessLayers("telemetry")
        .whereLayer("transcription")
        .mayOnlyAccessLayers("telegram", "http", "prices", "telemetry")
        .whereLayer("rewriting")
        .mayOnlyAccessLayers("transcription", "telegram", "http", "prices", "telemetry")
        .whereLayer("billing")
        .mayOnlyAccessLayers("transcription", "telemetry")
        .whereLayer("export")
        .mayOnlyAccessLayers("transcription")
        .whereLayer("conversation")
        .mayOnlyAccessLayers(
            "rewriting", "billing", "export", "transcription", "telegram", "telemetry")
        .whereLayer("health")
        .mayOnlyAccessLayers("rewriting", "transcription", "telegram", "http", "telemetry")
        .check(CLASSES);
  }

  @Test
  void onlyOnePackageKnowsTheBotApi() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..bot.telegram..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.telegram..")
        .check(CLASSES);
  }

  @Test
  void onlyTelemetryKnowsSentry() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..bot.telemetry..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.sentry..")
        .check(CLASSES);
  }

  @Test
  void onlyTheServerKnowsJavalin() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..bot.health..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.javalin..")
        .check(CLASSES);
  }

  @Test
  void enginesAndAudioKnowNoTelegram() {
    noClasses()
        .that()
        .resideInAnyPackage("..transcription.engine..", "..transcription.audio..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..bot.telegram..")
        .check(CLASSES);
  }

  @Test
  void thereIsNoCycle() {
    slices().matching("org.voice2text.bot.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
