package org.voice2text.sandbox;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ArchitectureTest {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.voice2text.sandbox");

  @Test
  void arrowsBetweenPackagesPointOneWay() {
    slices().matching("org.voice2text.sandbox.(*)..").should().beFreeOfCycles().check(classes);
  }

  /// But for those that put it on: the stage, the benchmarks and the drills.
  @Test
  void featuresDoNotKnowTheServer() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.voice2text.sandbox",
            "org.voice2text.sandbox.stage",
            "org.voice2text.sandbox.bench",
            "org.voice2text.sandbox.drill")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.voice2text.sandbox.SandboxServer")
        .check(classes);
  }
}
