package org.voice2text.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RunbookDashboardTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();

  @Test
  void isCommittedAsItIsMadeOfTheRunbooks() throws IOException {
    GeneratedFile made = Generate.runbooks(MODULE);

    assertThat(MODULE.resolve(made.path()))
        .as("run `make monitoring` and commit what it writes")
        .hasContent(made.content());
  }
}
