package org.voice2text.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedFilesTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();

  static Stream<GeneratedFile> files() {
    return Generate.files().stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void isCommittedAsItIsGenerated(GeneratedFile file) throws IOException {
    assertThat(MODULE.resolve(file.path()))
        .as("run `make monitoring` and commit what it writes")
        .hasContent(file.content());
  }

  @Test
  void writesEachFileOnce() {
    assertThat(files().map(GeneratedFile::path)).doesNotHaveDuplicates();
  }

  @Test
  void writesForADrillWhatDiffersInTimesOnly(@TempDir Path folder) throws IOException {
    Generate.main(new String[] {"--drill", "60", folder.toString()});

    String rules = "prometheus/rules/alerts.yml";
    String drill = Files.readString(folder.resolve(rules));
    String real = Files.readString(MODULE.resolve(rules));
    assertThat(withoutTimes(drill)).isEqualTo(withoutTimes(real)).isNotEqualTo(drill);
    assertThat(drill)
        .contains("for: 2s", "[15s]", "business_last_refresh_timestamp_seconds) > 15")
        .doesNotContain("[1s]", "[2s]", "[3s]");
  }

  private static String withoutTimes(String rules) {
    return rules
        .replaceAll("\\[\\d+[smhd]", "[TIME")
        .replaceAll("(for:|interval:|offset) \\d+[smhd]", "$1 TIME")
        .replaceAll("timestamp_seconds\\) > \\d+", "timestamp_seconds) > AGE")
        .replaceAll("hour\\(\\) (>=|<) \\d+", "hour() $1 HOUR");
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    assertThatThrownBy(() -> Generate.main(new String[] {"--drill", "60"}))
        .hasMessage("Usage: Generate [--drill FACTOR] FOLDER");
    assertThatThrownBy(() -> Generate.main(new String[] {"--drill", "0", "x"}))
        .hasMessage("0: the factor of a drill must be 1 or more, such as 60");
  }
}
