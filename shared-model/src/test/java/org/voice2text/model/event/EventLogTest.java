package org.voice2text.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

class EventLogTest {
  private static final long AT = 1_790_000_000_123L;

  /// What each event looks like in the log. A new event needs a line here.
  private static final Map<TechnicalEvent, EventRow> ROWS =
      Map.ofEntries(
          Map.entry(
              new TechnicalEvent.ButtonPressed(5L, ButtonAction.EXPORT),
              row("button_pressed", 5L, null, "export", null, null, null, null, null, null, null)),
          Map.entry(
              new TechnicalEvent.TranscriptReused(9, 5L),
              row("transcript_reused", 5L, 9L, null, null, null, null, null, null, null, null)),
          Map.entry(
              new TechnicalEvent.RewriteFinished(
                  9,
                  5L,
                  RewriteMode.ACTION_ITEMS,
                  "m",
                  RewriteStatus.ERROR,
                  FailureReason.TIMEOUT,
                  Duration.ofMillis(70),
                  OptionalLong.of(11),
                  OptionalLong.of(12),
                  OptionalLong.of(13)),
              new EventRow(
                  0,
                  AT,
                  "rewrite_finished",
                  5L,
                  9L,
                  "action_items",
                  null,
                  "m",
                  "error",
                  "timeout",
                  null,
                  70L,
                  13L,
                  11L,
                  12L,
                  null)),
          Map.entry(
              new TechnicalEvent.VariantCacheHit(9, null, RewriteMode.SUMMARY),
              row(
                  "variant_cache_hit",
                  null,
                  9L,
                  "summary",
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null)),
          Map.entry(
              new TechnicalEvent.PaymentProcessed(5L, PaymentStatus.REFUNDED, 150),
              new EventRow(
                  0,
                  AT,
                  "payment_processed",
                  5L,
                  null,
                  null,
                  null,
                  null,
                  "refunded",
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  150L)),
          Map.entry(
              new TechnicalEvent.SubscriptionActivated(5, Plan.PRO),
              row(
                  "subscription_activated",
                  5L,
                  null,
                  "pro",
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null)),
          Map.entry(
              new TechnicalEvent.RateLimited(5L, RateLimit.CHAT),
              row("rate_limited", 5L, null, "chat", null, null, null, null, null, null, null)),
          Map.entry(
              new TechnicalEvent.UserRegistered(5),
              row("user_registered", 5L, null, null, null, null, null, null, null, null, null)),
          Map.entry(
              new TechnicalEvent.MessageReceived(MessageType.VIDEO_NOTE, Duration.ofMillis(1500)),
              row(
                  "message_received",
                  null,
                  null,
                  "video_note",
                  null,
                  null,
                  null,
                  null,
                  null,
                  1500L,
                  null)),
          Map.entry(
              new TechnicalEvent.OperationPerformed(5L, Operation.DELETE_DATA),
              row(
                  "operation_performed",
                  5L,
                  null,
                  "delete_data",
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null)),
          Map.entry(
              new TechnicalEvent.JobQueued(9, null, MediaType.VOICE, Duration.ofSeconds(61)),
              row("job_queued", null, 9L, "voice", null, null, null, null, 61_000L, null, null)),
          Map.entry(
              new TechnicalEvent.JobRefused(5L, MediaType.AUDIO, RefusalReason.QUEUE_FULL),
              row(
                  "job_refused",
                  5L,
                  null,
                  "audio",
                  null,
                  null,
                  null,
                  "queue_full",
                  null,
                  null,
                  null)),
          Map.entry(
              new TechnicalEvent.JobStarted(9, Duration.ofSeconds(2), 3),
              row("job_started", null, 9L, null, null, null, null, null, null, 2000L, null)),
          Map.entry(
              new TechnicalEvent.TranscriptionFinished(
                  9,
                  5L,
                  "openai",
                  "gpt-4o-transcribe",
                  TranscriptionStatus.ERROR,
                  FailureReason.RATE_LIMITED,
                  Duration.ofSeconds(60),
                  Duration.ofMillis(700),
                  OptionalLong.of(6000)),
              row(
                  "transcription_finished",
                  5L,
                  9L,
                  null,
                  "openai",
                  "gpt-4o-transcribe",
                  "error",
                  "rate_limited",
                  60_000L,
                  700L,
                  6000L)),
          Map.entry(
              new TechnicalEvent.TranscriptionFinished(
                  9,
                  null,
                  "whisper",
                  null,
                  TranscriptionStatus.NO_SPEECH,
                  null,
                  Duration.ZERO,
                  Duration.ZERO,
                  OptionalLong.empty()),
              row(
                  "transcription_finished",
                  null,
                  9L,
                  null,
                  "whisper",
                  null,
                  "no_speech",
                  null,
                  0L,
                  0L,
                  null)),
          Map.entry(
              new TechnicalEvent.EngineFellBack(9, "openai", FailureReason.CIRCUIT_OPEN),
              row(
                  "engine_fell_back",
                  null,
                  9L,
                  null,
                  "openai",
                  null,
                  null,
                  "circuit_open",
                  null,
                  null,
                  null)),
          Map.entry(
              new TechnicalEvent.TranscriptStored(9, 5L),
              row("transcript_stored", 5L, 9L, null, null, null, null, null, null, null, null)),
          Map.entry(
              new TechnicalEvent.AnswerDelivered(
                  9, 5L, Duration.ofSeconds(3), Duration.ofSeconds(60)),
              row("answer_delivered", 5L, 9L, null, null, null, null, null, 60_000L, 3000L, null)),
          Map.entry(
              new TechnicalEvent.JobFailed(9, 5L, JobFailure.NO_FFMPEG),
              row("job_failed", 5L, 9L, null, null, null, null, "no_ffmpeg", null, null, null)),
          Map.entry(
              new TechnicalEvent.JobCancelled(9, 5L),
              row("job_cancelled", 5L, 9L, null, null, null, null, null, null, null, null)),
          Map.entry(
              new TechnicalEvent.ErrorOccurred("conversation", "database"),
              row(
                  "error_occurred",
                  null,
                  null,
                  "conversation",
                  null,
                  null,
                  null,
                  "database",
                  null,
                  null,
                  null)));

  @TempDir Path folder;

  @Test
  void everyEventHasASample() {
    assertThat(ROWS.keySet().stream().map(Object::getClass).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(TechnicalEvent.class.getDeclaredClasses())
                .filter(Class::isRecord)
                .toList());
  }

  @Test
  void everyEventHasATypeOfItsOwn() {
    Map<String, Set<String>> classes =
        ROWS.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    e -> e.getValue().type(),
                    Collectors.mapping(
                        e -> e.getKey().getClass().getSimpleName(), Collectors.toSet())));
    assertThat(classes.values()).allSatisfy(c -> assertThat(c).hasSize(1));
  }

  @Test
  void readsBackEveryEventAsItWasWritten() {
    List<TechnicalEvent> events = new ArrayList<>(ROWS.keySet());
    List<EventRow> read =
        inDatabase(database -> {
          append(database, events);
          return after(database, 0, 100);
        });
    assertThat(read.stream().map(r -> withId(r, 0)).toList())
        .isEqualTo(events.stream().map(ROWS::get).toList());
    assertThat(read).extracting(EventRow::id).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void readsOnFromACursorWithinALimit() {
    List<List<Long>> pages =
        inDatabase(database -> {
          append(database, new ArrayList<>(ROWS.keySet()));
          List<EventRow> first = after(database, 0, 5);
          List<EventRow> second = after(database, first.getLast().id(), 100);
          return List.of(
              first.stream().map(EventRow::id).toList(),
              second.stream().map(EventRow::id).toList(),
              after(database, second.getLast().id(), 1).stream().map(EventRow::id).toList());
        });
    assertThat(pages.get(0)).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(pages.get(1)).hasSize(ROWS.size() - 5).startsWith(6L);
    assertThat(pages.get(2)).isEmpty();
  }

  @Test
  void appendsNothingWithoutRows() {
    List<EventRow> read =
        inDatabase(database -> {
          append(database, List.of());
          return after(database, 0, 10);
        });
    assertThat(read).isEmpty();
  }

  @Test
  void labelsAreParsedBack() {
    for (FailureReason reason : FailureReason.values()) {
      assertThat(Label.parse(FailureReason.class, reason.label())).isSameAs(reason);
    }
    assertThat(Label.values(TranscriptionStatus.class))
        .containsExactly("success", "error", "no_speech", "cancelled");
  }

  private <T> T inDatabase(Function<Database, T> work) {
    try (Database database = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE)) {
      return work.apply(database);
    }
  }

  private static void append(Database database, List<TechnicalEvent> events) {
    database.<Void>transaction(
        "append",
        h -> {
          EventLog.append(h, events.stream().map(e -> EventRow.of(e, AT)).toList());
          return null;
        });
  }

  private static List<EventRow> after(Database database, long cursor, int limit) {
    return database.transaction("read", h -> EventLog.after(h, cursor, limit));
  }

  private static EventRow withId(EventRow r, long id) {
    return new EventRow(
        id,
        r.at(),
        r.type(),
        r.userId(),
        r.jobId(),
        r.kind(),
        r.provider(),
        r.model(),
        r.status(),
        r.reason(),
        r.audioMs(),
        r.durationMs(),
        r.costMicros(),
        r.promptTokens(),
        r.completionTokens(),
        r.stars());
  }

  private static EventRow row(
      String type,
      Long user,
      Long job,
      String kind,
      String provider,
      String model,
      String status,
      String reason,
      Long audioMs,
      Long durationMs,
      Long costMicros) {
    return new EventRow(
        0,
        AT,
        type,
        user,
        job,
        kind,
        provider,
        model,
        status,
        reason,
        audioMs,
        durationMs,
        costMicros,
        null,
        null,
        null);
  }
}
