package org.voice2text.sandbox.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Faults;
import org.voice2text.sandbox.fault.Target;

/// What burns the error budgets of the objectives.
final class ObjectiveScenarios {
  static final List<Scenario> ALL =
      List.of(
          SpeechFailure.scenario("SLOPage availability")
              .followedBy("SLOTicket availability", "TranscriptionFailures"),
          slowAnswers("SLOPage latency")
              .followedBy("SLOTicket latency", "HighMessageProcessingTime"),
          Scenario.of(
                  "SLOPage freshness",
                  "the bot stands still for 8 s, again and again",
                  ObjectiveScenarios::stutter)
              // Ten scrapes must find no bot, of which each standstill spoils three.
              .taking(Duration.ofMinutes(1))
              .followedBy("SLOTicket freshness")
              .dividedBy(20)
              .within(Duration.ofMinutes(5)),
          // With times as short as theirs, twenty seconds without a transcript are much.
          SpeechFailure.scenario("SLOTicket availability")
              .followedBy(
                  "SLOPage availability",
                  "TranscriptionFailures",
                  "HighMessageProcessingTime",
                  "NoTranscriptions",
                  "BusinessMetricsStale")
              .dividedBy(360)
              .silencedAtFirst(),
          slowAnswers("SLOTicket latency")
              .followedBy(
                  "SLOPage latency",
                  "HighMessageProcessingTime",
                  "NoTranscriptions",
                  "BusinessMetricsStale")
              .dividedBy(360)
              .silencedAtFirst());

  private ObjectiveScenarios() {}

  private static Scenario slowAnswers(String alert) {
    return Scenario.of(
            alert,
            "downloads from Telegram take 18 s, and 60 recordings come at once for 10 workers",
            ObjectiveScenarios::slowDownloads)
        // Six rounds of the workers.
        .taking(Duration.ofSeconds(6 * 18))
        .with("WORKERS", "10")
        .with("QUEUE_CAPACITY", "200")
        .within(Duration.ofMinutes(5));
  }

  private static AutoCloseable slowDownloads(DrillStage stage) {
    Faults.Rule rule =
        stage.sandbox.faults().add(Target.FILES, new Fault.Slow(Duration.ofSeconds(18)));
    for (int i = 0; i < 60; i++) {
      stage.people.speak(stage.people.stranger(), 1);
    }
    return () -> stage.sandbox.faults().remove(rule.id());
  }

  /// A bot that tells nothing counts as down after 5 s, and as an alert of its own only when that
  /// lasts.
  private static AutoCloseable stutter(DrillStage stage) {
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (true) {
                  stage.bot().freeze();
                  Thread.sleep(Duration.ofSeconds(8));
                  stage.bot().thaw();
                  Thread.sleep(Duration.ofSeconds(8));
                }
              } catch (InterruptedException _) {
                // Enough.
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return () -> {
      thread.interrupt();
      thread.join();
      stage.bot().thaw();
    };
  }
}
