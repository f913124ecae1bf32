package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Target;

/// Either process can be killed at any moment: no update and no count is lost, no counter ever
/// falls, and nobody's minutes are lost or held for ever.
@Tag("system")
final class KillTest {
  private static final String SUCCESS = MainJobTest.SUCCESS;
  private static final String MESSAGES = "bot_messages_received_total{message_type=\"voice\"}";

  @TempDir private Path folder;

  @Test
  void takesUpAgainAJobThatRanWhenTheBotWasKilled() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startExporter();
      scene.startBot();
      try (CounterWatch watch = new CounterWatch(scene::scrape)) {
        scene.sandbox.speech().answerWith("Before.");
        scene.speak("before", 3);
        scene.awaitMetric(SUCCESS, 1);
        scene.sandbox.speech().answerWith("Survived.");
        scene.sandbox.faults().add(Target.SPEECH, null, new Fault.Hang(), 1);
        scene.speak("in the middle", 3);
        scene.awaitUntil("the job to run", () -> scene.sandbox.faults().hanging() == 1);
        scene.awaitMetric(MESSAGES, 2);

        scene.bot().kill();
        scene.sandbox.faults().release();
        scene.speak("while it was dead", 3);
        scene.startBot();

        scene.awaitUntil("both answers", () -> scene.count("Survived.") == 2);
        scene.awaitMetric(SUCCESS, 3);
        scene.awaitMetric(MESSAGES, 3);
        assertThat(scene.answers()).containsExactlyInAnyOrder("Before.", "Survived.", "Survived.");
        Books.awaitClosed(scene, 9);
        assertThat(watch.falls()).isEmpty();
        assertThat(watch.scrapes()).isGreaterThan(10);
      }
    }
  }

  @Test
  void keepsEveryCountWhenTheExporterIsKilledInTheMiddleOfAJob() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startExporter();
      scene.startBot();
      try (CounterWatch watch = new CounterWatch(scene::scrape)) {
        scene.sandbox.speech().answerWith("Heard.");
        scene.speak("one", 3);
        scene.awaitMetric(SUCCESS, 1);
        scene.sandbox.faults().add(Target.SPEECH, null, new Fault.Hang(), 1);
        scene.speak("two", 3);
        scene.awaitUntil("the job to run", () -> scene.sandbox.faults().hanging() == 1);

        scene.exporter().kill();
        scene.sandbox.faults().release();
        scene.awaitUntil("the second answer", () -> scene.count("Heard.") == 2);
        scene.startExporter();

        scene.awaitMetric(SUCCESS, 2);
        scene.awaitMetric("bot_health", 1);
        assertThat(watch.falls()).isEmpty();
        assertThat(watch.scrapes()).isGreaterThan(10);
      }
    }
  }

  @Test
  void keepsEveryCountWhenBothAreKilledInTheMiddleOfAJob() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startExporter();
      scene.startBot();
      try (CounterWatch watch = new CounterWatch(scene::scrape)) {
        scene.sandbox.speech().answerWith("Heard.");
        for (int round = 1; round <= 3; round++) {
          scene.sandbox.faults().add(Target.SPEECH, null, new Fault.Hang(), 1);
          scene.speak("round " + round, 3);
          scene.awaitUntil("the job to run", () -> scene.sandbox.faults().hanging() == 1);
          scene.awaitMetric(MESSAGES, round);
          scene.exporter().kill();
          scene.bot().kill();
          scene.sandbox.faults().release();
          if (round % 2 == 0) {
            scene.startBot();
            scene.startExporter();
          } else {
            scene.startExporter();
            scene.startBot();
          }
          scene.awaitMetric(SUCCESS, round);
        }
        scene.awaitUntil("all answers", () -> scene.count("Heard.") == 3);
        assertThat(scene.answers()).hasSize(3);
        Books.awaitClosed(scene, 9);
        scene.awaitMetric(MESSAGES, 3);
        assertThat(watch.falls()).isEmpty();
        assertThat(watch.scrapes()).isGreaterThan(10);
      }
    }
  }

  @Test
  void losesNotOneCountWhenTheExporterIsStopped() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startExporter();
      scene.startBot();
      try (CounterWatch watch = new CounterWatch(scene::scrape)) {
        scene.sandbox.speech().answerWith("Heard.");
        for (int round = 1; round <= 2; round++) {
          scene.speak("while it runs " + round, 3);
          scene.awaitMetric(SUCCESS, 2 * round - 1);
          assertThat(scene.exporter().terminate()).isZero();
          int answers = 2 * round;
          scene.speak("while it is gone " + round, 3);
          scene.awaitUntil("the answer", () -> scene.count("Heard.") == answers);
          scene.startExporter();
          scene.awaitMetric(SUCCESS, answers);
          scene.awaitMetric(MESSAGES, answers);
        }
        assertThat(watch.falls()).isEmpty();
        assertThat(watch.scrapes()).isGreaterThan(10);
      }
    }
  }

  @Test
  void losesNotOneCountWhenTheBotIsStopped() throws Exception {
    try (Scene scene = new Scene(folder)) {
      // So rare that only the last push, at the stop, can bring the counts.
      scene.stage.with("LIVE_PUSH_INTERVAL", "10m");
      scene.startExporter();
      scene.startBot();
      scene.sandbox.speech().answerWith("Heard.");
      scene.speak("one", 3);
      scene.awaitAnswer("Heard.");

      assertThat(scene.bot().terminate()).isZero();

      scene.awaitMetric(SUCCESS, 1);
      scene.awaitMetric("bot_health", 0);
    }
  }

  @Test
  void losesNotOneCountWhenTheBotIsStoppedOrKilledWhileThereIsNoExporter() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startBot();
      scene.sandbox.speech().answerWith("Heard.");
      scene.speak("one", 3);
      scene.awaitAnswer("Heard.");
      assertThat(scene.bot().terminate()).isZero();
      scene.startBot();
      scene.speak("two", 3);
      scene.awaitUntil("the second answer", () -> scene.count("Heard.") == 2);
      scene.startExporter();
      scene.awaitMetric(SUCCESS, 2);

      scene.exporter().kill();
      scene.speak("three", 3);
      scene.awaitUntil("the third answer", () -> scene.count("Heard.") == 3);
      assertThat(scene.bot().terminate()).isZero();
      scene.startBot();
      scene.startExporter();

      scene.awaitMetric(SUCCESS, 3);
    }
  }

  @Test
  void handsARunningJobBackWhenStopped() throws Exception {
    try (Scene scene = new Scene(folder)) {
      scene.startBot();
      scene.sandbox.speech().answerWith("After the stop.");
      scene.sandbox.faults().add(Target.SPEECH, null, new Fault.Hang(), 1);
      scene.speak("one", 3);
      scene.awaitUntil("the job to run", () -> scene.sandbox.faults().hanging() == 1);

      assertThat(scene.bot().terminate()).isZero();
      scene.startBot();

      scene.awaitAnswer("After the stop.");
      assertThat(scene.answers()).isEqualTo(List.of("After the stop."));
      Books.awaitClosed(scene, 3);
    }
  }
}
