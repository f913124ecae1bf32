package org.voice2text.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.voice2text.monitoring.rules.AlertTable;
import org.voice2text.monitoring.rules.Recording;

class AlertDocTest {

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/alerts.md"));
  }

  @Test
  void listsTheAlertsAsTheyAre() throws IOException {
    assertThat(page()).contains("-->\n\n" + AlertTable.markdown() + "\n");
  }

  @Test
  void namesTheSeriesOfTheObjectives() throws IOException {
    String page = page();

    assertThat(Recording.names())
        .map(name -> name.replaceAll("(increase|ratio_rate)\\d+[mhd]$", "$1"))
        .allSatisfy(name -> assertThat(page).contains("`" + name));
  }
}
