package org.voice2text.sandbox.drill;

import java.time.Duration;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Faults;
import org.voice2text.sandbox.fault.Target;

/// A speech API that stops working while many recordings are under way to it.
///
/// After three failures the bot leaves an engine alone for half a minute, which no drill shortens.
/// So the API keeps all of them waiting first, and then fails them together.
final class SpeechFailure {
  private static final int RECORDINGS = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(50);

  private SpeechFailure() {}

  static Scenario scenario(String alert) {
    return Scenario.of(
            alert,
            "the speech API keeps %d recordings waiting, then answers 500".formatted(RECORDINGS),
            SpeechFailure::begin)
        .with("WORKERS", Integer.toString(RECORDINGS))
        .with("QUEUE_CAPACITY", "100");
  }

  private static AutoCloseable begin(DrillStage stage) throws Exception {
    Faults faults = stage.sandbox.faults();
    Faults.Rule silence = faults.add(Target.SPEECH, new Fault.Hang());
    for (int i = 0; i < RECORDINGS; i++) {
      stage.people.speak(stage.people.stranger(), 1);
    }
    Duration _ =
        DrillStage.await(
            "all workers at work",
            PATIENCE,
            () -> stage.prometheus().value("transcription_active_workers") == RECORDINGS);
    Faults.Rule error = faults.add(Target.SPEECH, new Fault.HttpError(500));
    faults.remove(silence.id());
    faults.release();
    return () -> faults.remove(error.id());
  }
}
