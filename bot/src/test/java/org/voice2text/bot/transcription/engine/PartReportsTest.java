package org.voice2text.bot.transcription.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.voice2text.model.event.FailureReason;
import org.voice2text.model.event.TranscriptionStatus;

class PartReportsTest {
  private static final EngineName FIRST = new EngineName("first", "a");
  private static final EngineName SECOND = new EngineName("second", "b");

  private final PartReports reports = new PartReports(List.of(FIRST, SECOND));
  private final FakeListener listener = new FakeListener();

  @Test
  void anEngineThatIsLeftAloneAfterItsPartsWentWellHasNotFailed() {
    heard(FIRST);
    reports.fellBack(FIRST, FailureReason.CIRCUIT_OPEN);
    heard(SECOND);

    reports.send(new Outcome.Recognised(SECOND, FakeEngine.said("hello")), listener);

    assertThat(listener.heard)
        .containsExactly("fell back from first/a: circuit_open", "second/b success in 0 s");
  }

  @Test
  void anEngineThatFailedAPartHasFailed() {
    heard(FIRST);
    reports.engineFinished(
        FIRST,
        TranscriptionStatus.ERROR,
        FailureReason.TIMEOUT,
        Duration.ZERO,
        OptionalLong.empty());
    reports.fellBack(FIRST, FailureReason.TIMEOUT);
    heard(SECOND);

    reports.send(new Outcome.Recognised(SECOND, FakeEngine.said("hello")), listener);

    assertThat(listener.heard)
        .containsExactly(
            "first/a error timeout in 0 s",
            "fell back from first/a: timeout",
            "second/b success in 0 s");
  }

  @Test
  void aRecordingThatNobodyFinishedIsSomebodysFailure() {
    heard(FIRST);

    reports.send(new Outcome.AllFailed(List.of()), listener);

    assertThat(listener.heard).containsExactly("first/a error circuit_open in 0 s");
  }

  private void heard(EngineName engine) {
    reports.engineFinished(
        engine, TranscriptionStatus.SUCCESS, null, Duration.ZERO, OptionalLong.empty());
  }
}
