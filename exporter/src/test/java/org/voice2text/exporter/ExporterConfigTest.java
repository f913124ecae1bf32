package org.voice2text.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.exporter.host.HostScope;
import org.voice2text.model.config.Setting;
import org.voice2text.model.config.Settings;
import org.voice2text.model.config.StartupException;

class ExporterConfigTest {
  @TempDir Path folder;

  @Test
  void tellsOfItsContainerUnlessAskedForTheMachine() {
    assertThat(config(Map.of()).hostScope()).isEqualTo(HostScope.CONTAINER);
    assertThat(config(Map.of("SYSTEM_METRICS", "machine")).hostScope())
        .isEqualTo(HostScope.MACHINE);
  }

  @Test
  void refusesAnotherScope() {
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() -> config(Map.of("SYSTEM_METRICS", "host")))
        .withMessage(
            """
            The configuration has 1 problem:
              - SYSTEM_METRICS=host: must be container or machine
            Each setting is described in .env.example.\
            """);
  }

  private ExporterConfig config(Map<String, String> environment) {
    return ExporterConfig.of(
        Settings.parse(Setting.Program.EXPORTER, environment, folder.resolve("none")));
  }
}
