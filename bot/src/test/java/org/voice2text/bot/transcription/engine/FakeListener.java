package org.voice2text.bot.transcription.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.FailureReason;
import org.voice2text.model.event.TranscriptionStatus;

/// Writes down what it hears.
final class FakeListener implements OrchestratorListener {
  final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  final List<Duration> lengths = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void engineFinished(
      EngineName engine,
      TranscriptionStatus status,
      @Nullable FailureReason reason,
      Duration took,
      OptionalLong costMicros) {
    heard.add(
        "%s %s%s in %d s"
            .formatted(
                engine,
                status.label(),
                reason == null ? "" : " " + reason.label(),
                took.toSeconds()));
  }

  @Override
  public void fellBack(EngineName from, FailureReason reason) {
    heard.add("fell back from %s: %s".formatted(from, reason.label()));
  }

  @Override
  public void measured(Duration length) {
    lengths.add(length);
  }

  @Override
  public void progress(double fraction) {
    heard.add(Math.round(100 * fraction) + " %");
  }
}
