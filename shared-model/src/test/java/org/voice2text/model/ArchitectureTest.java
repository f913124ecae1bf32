package org.voice2text.model;

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
          .importPackages("org.voice2text.model");

  @Test
  void packagesUseOnlyWhatIsBelowThem() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("org.voice2text..")
        .layer("config")
        .definedBy("..model.config..")
        .layer("event")
        .definedBy("..model.event..")
        .layer("catalogue")
        .definedBy("..model.catalogue..")
        .layer("store")
        .definedBy("..model.store..")
        .layer("live")
        .definedBy("..model.live..")
        .layer("health")
        .definedBy("..model.health..")
        .layer("runtime")
        .definedBy("..model.runtime..")
        .layer("report")
        .definedBy("..model.report..")
        .whereLayer("config")
        .mayNotAccessAnyLayer()
        .whereLayer("event")
        .mayNotAccessAnyLayer()
        .whereLayer("health")
        .mayNotAccessAnyLayer()
        .whereLayer("store")
        .mayNotAccessAnyLayer()
        .whereLayer("catalogue")
        .mayOnlyAccessLayers("event", "live")
        .whereLayer("live")
        .mayOnlyAccessLayers("config", "event")
        .whereLayer("runtime")
        .mayOnlyAccessLayers("config")
        .whereLayer("report")
        .mayOnlyAccessLayers("config", "runtime")
        .check(CLASSES);
  }

  @Test
  void thereIsNoCycle() {
    slices().matching("org.voice2text.model.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
