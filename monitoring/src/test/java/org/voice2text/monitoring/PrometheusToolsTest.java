package org.voice2text.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voice2text.monitoring.rules.cases.CaseFiles;

/// What Prometheus's own checker has to say.
class PrometheusToolsTest {
  private static final Path PROMETHEUS = Path.of("prometheus").toAbsolutePath();

  @Test
  void acceptsTheConfigurationWithItsRules() throws IOException, InterruptedException {
    assertThat(Tool.PROMTOOL.passes(PROMETHEUS, "check", "config", "prometheus.yml"))
        .contains("SUCCESS: 3 rule files found");
  }

  @Test
  void acceptsTheConfigurationThatSendsOn(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path both = folder.resolve("both.yml");
    Files.writeString(
        both,
        Files.readString(PROMETHEUS.resolve("prometheus.yml"))
            + Files.readString(PROMETHEUS.resolve("remote-write.yml")));

    assertThat(
            Tool.PROMTOOL.passes(PROMETHEUS, "check", "config", "--syntax-only", both.toString()))
        .contains("is valid prometheus config file syntax");
  }

  @Test
  void acceptsTheConfigurationOfWhoeverFederates() throws IOException, InterruptedException {
    assertThat(Tool.PROMTOOL.passes(PROMETHEUS, "check", "config", "federation.yml"))
        .contains("is valid prometheus config file syntax");
  }

  /// The rules reckon with that.
  @Test
  void scrapesEvery15Seconds() throws IOException {
    assertThat(PROMETHEUS.resolve("prometheus.yml"))
        .content()
        .contains("scrape_interval: 15s", "evaluation_interval: 15s");
  }

  @Test
  void acceptsTheRulesOfADrill(@TempDir Path folder) throws IOException, InterruptedException {
    Generate.main(new String[] {"--drill", "120", folder.toString()});

    assertThat(
            Tool.PROMTOOL.passes(
                folder.resolve("prometheus/rules"),
                "check",
                "rules",
                "recording.yml",
                "slo.yml",
                "alerts.yml"))
        .doesNotContain("FAILED");
  }

  static Stream<String> tests() {
    return CaseFiles.all().stream().map(file -> Path.of(file.path()).getFileName().toString());
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("tests")
  void findsThatTheRulesDoAsTheyShould(String file) throws IOException, InterruptedException {
    assertThat(Tool.PROMTOOL.passes(PROMETHEUS.resolve("rules"), "test", "rules", file))
        .contains("SUCCESS");
  }
}
