package org.voice2text.monitoring.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RunbookChaptersTest {

  @Test
  void leadsLinksToPanelsAndLeavesNoneThatGrafanaCannotFollow() {
    RunbookChapters chapters =
        RunbookChapters.parse(
            """
            # Runbooks

            See [alerts](alerts.md).

            ## ExporterDown

            It is down.

            ## BotDown

            See [the other](#exporterdown).
            """);

    assertThat(chapters.introduction()).isEqualTo("See alerts.");
    assertThat(chapters.of(Limit.find("ExporterDown"))).isEqualTo("It is down.");
    assertThat(chapters.of(Limit.find("BotDown")))
        .isEqualTo("See [the other](/d/voice2text-runbooks?viewPanel=panel-3).");
    assertThatThrownBy(() -> chapters.of(Limit.find("QueueOverflow")))
        .hasMessage("docs/runbooks.md: there is no chapter ## QueueOverflow; write one");
  }
}
