package org.voice2text.bot.transcription;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.MediaFile;
import org.voice2text.bot.telemetry.Trace;
import org.voice2text.bot.telemetry.Tracing;
import org.voice2text.bot.telemetry.Work;
import org.voice2text.bot.transcription.engine.EngineName;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.MediaType;

class JobOutcomesTest {
  private static final Job JOB =
      new Job(
          12,
          new ChatRef(1, 42, null),
          11,
          4711L,
          "en",
          new MediaFile(
              MediaType.VOICE,
              "F",
              "U",
              "private name.ogg",
              null,
              OptionalLong.empty(),
              Duration.ofSeconds(9)),
          JobState.RUNNING,
          2,
          1_000,
          1_100);

  private final JobOutcomes outcomes = new JobOutcomes(() -> Instant.ofEpochMilli(4_000));
  private final Logger logger = (Logger) LoggerFactory.getLogger(JobOutcomes.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Trace trace = Tracing.local().begin(new Work("transcribe", 12, null, Map.of()));

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
    logger.setLevel(null);
    logger.setAdditive(true);
    trace.close();
  }

  @Test
  void aDeliveryIsOneLine() {
    outcomes.delivered(
        JOB,
        trace,
        new Transcript(
            new EngineName("openai", "whisper-1"), "en", "What was said", List.of(), JOB.audio()));
    assertThat(line())
        .isEqualTo(
            "INFO Job 12 delivered: voice of 9 s, openai/whisper-1, 3000 ms after its receipt");
    assertThat(fields())
        .isEqualTo(
            "outcome=delivered job=12 media_type=voice audio_seconds=9 attempts=2 processing_ms=3000 engine=openai/whisper-1");
  }

  @Test
  void soIsSilence() {
    outcomes.delivered(JOB, trace, null);
    assertThat(line())
        .isEqualTo("INFO Job 12 delivered: voice of 9 s, no speech, 3000 ms after its receipt");
  }

  @Test
  void whatTheOperatorCanMendIsAnError() {
    outcomes.failed(JOB, trace, JobFailure.ENGINES, "openai: server_error, answered 500");
    assertThat(line())
        .isEqualTo(
            "ERROR Job 12 failed: engines (openai: server_error, answered 500), voice of 9 s, 3000 ms after its receipt");
    assertThat(fields()).endsWith("processing_ms=3000 failure=engines");
  }

  @Test
  void whatTheSenderCanMendIsNone() {
    outcomes.failed(JOB, trace, JobFailure.TOO_LARGE, null);
    assertThat(line())
        .isEqualTo("INFO Job 12 failed: too_large, voice of 9 s, 3000 ms after its receipt");
  }

  @Test
  void aJobThatWasGivenUpIsOneLineToo() {
    outcomes.cancelled(JOB);
    assertThat(line())
        .isEqualTo(
            "INFO Job 12 was given up by its asker: voice of 9 s, 3000 ms after its receipt");
    assertThat(fields()).startsWith("outcome=cancelled job=12 ");
  }

  private String line() {
    assertThat(lines.list).hasSize(1);
    ILoggingEvent line = lines.list.getFirst();
    return line.getLevel() + " " + line.getFormattedMessage();
  }

  private String fields() {
    return lines.list.getFirst().getKeyValuePairs().stream()
        .map(pair -> pair.key + "=" + pair.value)
        .collect(Collectors.joining(" "));
  }
}
