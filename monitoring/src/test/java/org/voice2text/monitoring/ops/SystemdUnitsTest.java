package org.voice2text.monitoring.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.monitoring.ops.OutsideProgram.Outcome;

class SystemdUnitsTest {
  private static final String FOLDER = "examples/systemd/";
  private static final List<String> UNITS = List.of("bot", "exporter", "prometheus");

  /// In tenths, as systemd rates: 0 is the safest. A JVM, which writes machine code, has 14.
  private static final String WORST = "15";

  @TempDir Path folder;

  @Test
  void systemdTakesTheUnits() throws Exception {
    OutsideProgram analyze = OutsideProgram.find("systemd-analyze");
    String[] arguments =
        Stream.concat(
                Stream.of("verify"),
                UNITS.stream().map(unit -> folder.resolve(name(unit)).toString()))
            .toArray(String[]::new);
    for (String unit : UNITS) {
      // It looks whether the programs exist.
      Files.writeString(
          folder.resolve(name(unit)),
          text(unit)
              .replace("/opt/voice2text/java/bin/java", "/bin/true")
              .replace("/usr/bin/prometheus", "/bin/true"));
    }
    Outcome outcome = analyze.run(Map.of(), folder, arguments);
    assertThat(outcome.said()).isEmpty();
    assertThat(outcome.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bot", "exporter", "prometheus"})
  void systemdFindsThemSafe(String unit) throws Exception {
    Files.writeString(folder.resolve(name(unit)), text(unit));
    Outcome outcome =
        OutsideProgram.find("systemd-analyze")
            .run(
                Map.of(),
                folder,
                "security",
                "--offline=yes",
                "--threshold=" + WORST,
                folder.resolve(name(unit)).toString());
    assertThat(outcome.code()).as(outcome.said()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bot", "exporter"})
  void aBadConfigurationIsNotTriedAgain(String unit) {
    assertThat(lines(unit))
        .contains("Restart=on-failure", "RestartPreventExitStatus=2", "User=voice2text");
  }

  /// A JVM may end up to 15 s after SIGTERM.
  @ParameterizedTest
  @ValueSource(strings = {"bot", "exporter"})
  void hasTimeToEnd(String unit) {
    assertThat(lines(unit)).contains("TimeoutStopSec=20");
  }

  @Test
  void botAndExporterShareTheirFoldersAndLimitsWithTheContainers() {
    ComposeFile compose = ComposeFile.read();
    for (String unit : UNITS) {
      long bytes = compose.service(unit).memoryBytes();
      assertThat(lines(unit)).contains("MemoryMax=" + (bytes >> 20) + "M");
    }
    assertThat(lines("bot").stream().filter(SystemdUnitsTest::isShared).toList())
        .isEqualTo(lines("exporter").stream().filter(SystemdUnitsTest::isShared).toList())
        .hasSize(8);
  }

  private static boolean isShared(String line) {
    return Stream.of("StateDirectory", "RuntimeDirectory", "User", "Environment=D", "Environment=L")
        .anyMatch(line::startsWith);
  }

  private static List<String> lines(String unit) {
    return text(unit).lines().toList();
  }

  private static String name(String unit) {
    return "voice2text-" + unit + ".service";
  }

  private static String text(String unit) {
    return ProjectFiles.text(FOLDER + name(unit));
  }
}
