package org.voice2text.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({"6m,360000", "2d,172800000"})
  void refusesIntervalsThatItsAlertDoesNotGoBy(String interval, String millis) {
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() -> config(Map.of("BUSINESS_REFRESH", interval)))
        .withMessage(
            """
            The configuration has 1 problem:
              - BUSINESS_REFRESH=%s ms: must be at most 5m, because the alert BusinessMetricsStale goes by it
            Each setting is described in .env.example.\
            """
                .formatted(millis));
    assertThat(config(Map.of("BUSINESS_REFRESH", "1ms"))).isNotNull();
    assertThat(config(Map.of("BUSINESS_REFRESH", "5m"))).isNotNull();
  }

  private ExporterConfig config(Map<String, String> environment) {
    return ExporterConfig.of(
        Settings.parse(Setting.Program.EXPORTER, environment, folder.resolve("none")));
  }
}
