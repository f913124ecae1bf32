package org.voice2text.sandbox.drill;

import java.time.Duration;
import java.util.List;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Faults;
import org.voice2text.sandbox.fault.Target;

/// Speech engines and downloads that fail or take their time.
final class SpeechScenarios {
  private static final Duration OFTEN = Duration.ofMillis(250);
  private static final Duration EACH_SECOND = Duration.ofSeconds(1);

  private static final String MANY_WORKERS = "40";

  static final List<Scenario> ALL =
      List.of(
          SpeechFailure.scenario("TranscriptionFailures")
              .followedBy("SLOPage availability", "SLOTicket availability"),
          Scenario.of(
                  "MassFallback",
                  "the first of two speech engines answers 500",
                  stage -> speaking(stage, Target.SPEECH, new Fault.HttpError(500), OFTEN))
              .with("TRANSCRIPTION_ENGINES", "openai,command")
              .with("TRANSCRIPTION_COMMAND", "echo By the second engine."),
          Scenario.of(
                  "QueueOverflow",
                  "the speech API does not answer, and people go on speaking",
                  stage -> {
                    AutoCloseable end =
                        speaking(stage, Target.SPEECH, new Fault.Hang(), EACH_SECOND);
                    for (int i = 0; i < 12; i++) {
                      stage.people.speak(stage.people.stranger(), 1);
                    }
                    return end;
                  })
              .with("WORKERS", "1")
              .followedBy("HighMessageProcessingTime"),
          Scenario.of(
                  "HighP95Latency",
                  "the speech API takes 32 s",
                  stage -> {
                    Faults.Rule rule =
                        stage
                            .sandbox
                            .faults()
                            .add(Target.SPEECH, new Fault.Slow(Duration.ofSeconds(32)));
                    return () -> stage.sandbox.faults().remove(rule.id());
                  })
              // The bot asks that API four times at once, so that two rounds must fit into a
              // window.
              .dividedBy(8)
              .followedBy("HighMessageProcessingTime", "SLOPage latency", "SLOTicket latency")
              .with("WORKERS", "4")
              .with("QUEUE_CAPACITY", "200")
              .within(Duration.ofMinutes(6)),
          Scenario.of(
                  "HighMessageProcessingTime",
                  "downloads from Telegram take 10 s",
                  stage ->
                      speaking(
                          stage, Target.FILES, new Fault.Slow(Duration.ofSeconds(10)), EACH_SECOND))
              .taking(Duration.ofSeconds(10))
              .with("WORKERS", MANY_WORKERS)
              .with("QUEUE_CAPACITY", "100"));

  private SpeechScenarios() {}

  /// People speak while a part of the outside world fails; it recovers and they fall silent.
  private static AutoCloseable speaking(
      DrillStage stage, Target target, Fault fault, Duration every) {
    Faults.Rule rule = stage.sandbox.faults().add(target, fault);
    AutoCloseable talk = stage.people.keepSpeaking(every);
    return () -> {
      talk.close();
      stage.sandbox.faults().remove(rule.id());
      stage.sandbox.faults().release();
    };
  }
}
