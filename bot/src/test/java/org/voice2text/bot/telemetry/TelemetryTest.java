package org.voice2text.bot.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.model.catalogue.LiveMetric;
import org.voice2text.model.catalogue.LiveMetrics;
import org.voice2text.model.event.ButtonAction;
import org.voice2text.model.event.EventLog;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.FailureReason;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.MediaType;
import org.voice2text.model.event.MessageType;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.PaymentStatus;
import org.voice2text.model.event.Plan;
import org.voice2text.model.event.RateLimit;
import org.voice2text.model.event.RefusalReason;
import org.voice2text.model.event.RewriteMode;
import org.voice2text.model.event.RewriteStatus;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.event.TranscriptionStatus;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

class TelemetryTest {
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00.123Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path folder;
  private final Instruments instruments = new Instruments();
  private final Telemetry telemetry = new Telemetry(instruments, () -> NOW);
  private Database database;

  /// Each event, and the series that it moves.
  private static final List<Map.Entry<TechnicalEvent, Set<String>>> EFFECTS =
      List.of(
          Map.entry(new TechnicalEvent.UserRegistered(1), Set.of()),
          Map.entry(
              new TechnicalEvent.MessageReceived(MessageType.VOICE, SECOND),
              Set.of(
                  "bot_messages_received_total{message_type=\"voice\"}",
                  "telegram_update_lag_seconds{}")),
          Map.entry(
              new TechnicalEvent.OperationPerformed(1L, Operation.START),
              Set.of("bot_operations_total{operation_type=\"start\"}")),
          Map.entry(
              new TechnicalEvent.JobQueued(1, 1L, MediaType.AUDIO, SECOND),
              Set.of("transcription_audio_duration_seconds{media_type=\"audio\"}")),
          Map.entry(
              new TechnicalEvent.JobRefused(1L, MediaType.AUDIO, RefusalReason.EMPTY), Set.of()),
          Map.entry(
              new TechnicalEvent.JobStarted(1, SECOND, 1),
              Set.of("transcription_queue_wait_seconds{}")),
          Map.entry(
              finished(TranscriptionStatus.SUCCESS, OptionalLong.of(5)),
              Set.of(
                  "transcription_requests_total{model=\"m\",provider=\"p\",status=\"success\"}",
                  "transcription_duration_seconds{model=\"m\",provider=\"p\"}",
                  "transcription_realtime_factor{model=\"m\",provider=\"p\"}",
                  "ai_cost_dollars_total{model=\"m\",operation=\"transcription\"}")),
          Map.entry(
              finished(TranscriptionStatus.SUCCESS, OptionalLong.empty()),
              Set.of(
                  "transcription_requests_total{model=\"m\",provider=\"p\",status=\"success\"}",
                  "transcription_duration_seconds{model=\"m\",provider=\"p\"}",
                  "transcription_realtime_factor{model=\"m\",provider=\"p\"}",
                  "ai_cost_unknown_total{model=\"m\",operation=\"transcription\"}")),
          Map.entry(
              finished(TranscriptionStatus.ERROR, OptionalLong.empty()),
              Set.of(
                  "transcription_requests_total{model=\"m\",provider=\"p\",status=\"error\"}",
                  "transcription_duration_seconds{model=\"m\",provider=\"p\"}")),
          Map.entry(
              finished(TranscriptionStatus.NO_SPEECH, OptionalLong.empty()),
              Set.of(
                  "transcription_requests_total{model=\"m\",provider=\"p\",status=\"no_speech\"}",
                  "transcription_duration_seconds{model=\"m\",provider=\"p\"}")),
          Map.entry(
              finished(TranscriptionStatus.CANCELLED, OptionalLong.empty()),
              Set.of(
                  "transcription_requests_total{model=\"m\",provider=\"p\",status=\"cancelled\"}")),
          Map.entry(
              new TechnicalEvent.EngineFellBack(1, "p", FailureReason.IO),
              Set.of("transcription_fallback_total{reason=\"io\"}")),
          Map.entry(new TechnicalEvent.TranscriptStored(1, 1L), Set.of()),
          Map.entry(
              new TechnicalEvent.AnswerDelivered(1, 1L, SECOND, SECOND),
              Set.of("message_processing_time_seconds{}")),
          Map.entry(new TechnicalEvent.JobFailed(1, 1L, JobFailure.ENGINES), Set.of()),
          Map.entry(new TechnicalEvent.JobCancelled(1, 1L), Set.of()),
          Map.entry(
              new TechnicalEvent.ButtonPressed(1L, ButtonAction.REWRITE),
              Set.of("bot_callback_queries_total{action=\"rewrite\"}")),
          Map.entry(new TechnicalEvent.TranscriptReused(1, 1L), Set.of()),
          Map.entry(
              rewritten(RewriteStatus.SUCCESS, OptionalLong.of(7), OptionalLong.of(5)),
              Set.of(
                  "llm_requests_total{mode=\"summary\",model=\"m\",status=\"success\"}",
                  "llm_duration_seconds{mode=\"summary\",model=\"m\"}",
                  "ai_tokens_total{model=\"m\",operation=\"rewriting\",token_type=\"prompt\"}",
                  "ai_tokens_total{model=\"m\",operation=\"rewriting\",token_type=\"completion\"}",
                  "ai_cost_dollars_total{model=\"m\",operation=\"rewriting\"}")),
          Map.entry(
              rewritten(RewriteStatus.SUCCESS, OptionalLong.empty(), OptionalLong.empty()),
              Set.of(
                  "llm_requests_total{mode=\"summary\",model=\"m\",status=\"success\"}",
                  "llm_duration_seconds{mode=\"summary\",model=\"m\"}",
                  "ai_cost_unknown_total{model=\"m\",operation=\"rewriting\"}")),
          Map.entry(
              rewritten(RewriteStatus.ERROR, OptionalLong.empty(), OptionalLong.empty()),
              Set.of(
                  "llm_requests_total{mode=\"summary\",model=\"m\",status=\"error\"}",
                  "llm_duration_seconds{mode=\"summary\",model=\"m\"}")),
          Map.entry(
              rewritten(RewriteStatus.CANCELLED, OptionalLong.empty(), OptionalLong.empty()),
              Set.of("llm_requests_total{mode=\"summary\",model=\"m\",status=\"cancelled\"}")),
          Map.entry(new TechnicalEvent.VariantCacheHit(1, 1L, RewriteMode.POLISHED), Set.of()),
          Map.entry(
              new TechnicalEvent.PaymentProcessed(1L, PaymentStatus.REFUNDED, 250),
              Set.of("payment_transactions_total{status=\"refunded\"}")),
          Map.entry(
              new TechnicalEvent.SubscriptionActivated(1, Plan.PRO),
              Set.of("subscription_activations_total{plan=\"pro\"}")),
          Map.entry(
              new TechnicalEvent.RateLimited(1L, RateLimit.CHAT),
              Set.of("rate_limit_hits_total{limit=\"chat\"}")),
          Map.entry(
              new TechnicalEvent.ErrorOccurred("conversation", "database"),
              Set.of("bot_errors_total{error_type=\"database\"}")));

  @BeforeEach
  void open() {
    database = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE);
    instruments.allow(List.of("provider", "model"), List.of(List.of("p", "m")));
    instruments.allow(List.of("model"), List.of(List.of("m")));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void everyEventHasASample() {
    List<String> samples =
        EFFECTS.stream().map(e -> e.getKey().getClass().getName()).distinct().toList();
    assertThat(samples)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(TechnicalEvent.class.getDeclaredClasses())
                .filter(Class::isRecord)
                .map(Class::getName)
                .toList());
  }

  @Test
  void everyEventMovesItsSeriesAndNoOther() {
    for (var effect : EFFECTS) {
      Map<String, Double> before = all();
      emit(effect.getKey());
      Map<String, Double> after = all();
      Set<String> moved = new HashSet<>();
      after.forEach((series, value) -> {
        if (!value.equals(before.getOrDefault(series, 0.0))) {
          moved.add(series);
        }
      });
      assertThat(moved).as(effect.getKey().toString()).isEqualTo(effect.getValue());
    }
  }

  @Test
  void theCostIsInDollars() {
    emit(finished(TranscriptionStatus.SUCCESS, OptionalLong.of(2_500_000)));
    assertThat(Series.moved(instruments, LiveMetrics.AI_COST).values()).containsExactly(2.5);
  }

  @Test
  void aRecordingOfUnknownLengthHasNoRealTimeFactor() {
    emit(
        new TechnicalEvent.TranscriptionFinished(
            1,
            1L,
            "p",
            "m",
            TranscriptionStatus.SUCCESS,
            null,
            Duration.ZERO,
            SECOND,
            OptionalLong.empty()));
    assertThat(Series.moved(instruments, LiveMetrics.TRANSCRIPTION_REALTIME_FACTOR)).isEmpty();
  }

  @Test
  void theLogHoldsWhatTheMetricsCounted() {
    EFFECTS.forEach(e -> emit(e.getKey()));
    List<EventRow> rows = database.transaction("read", h -> EventLog.after(h, 0, 100));
    assertThat(rows).hasSize(EFFECTS.size()).allMatch(r -> r.at() == NOW.toEpochMilli());
  }

  @Test
  void aRollbackMovesNeitherLogNorMetrics() {
    Map<String, Double> before = all();
    assertThatIllegalStateException()
        .isThrownBy(() ->
            database.transaction(
                "test",
                h -> {
                  EFFECTS.forEach(e -> telemetry.emit(h, e.getKey()));
                  throw new IllegalStateException("expected by the test");
                }));
    assertThat(all()).isEqualTo(before);
    List<EventRow> rows = database.transaction("read", h -> EventLog.after(h, 0, 100));
    assertThat(rows).isEmpty();
  }

  private void emit(TechnicalEvent event) {
    database.<Void>transaction(
        "test",
        h -> {
          telemetry.emit(h, event);
          return null;
        });
  }

  private Map<String, Double> all() {
    Map<String, Double> all = new TreeMap<>();
    for (LiveMetric metric : LiveMetrics.ALL) {
      Series.of(instruments, metric).forEach((s, v) -> all.put(metric.name() + s, v));
    }
    return all;
  }

  private static TechnicalEvent finished(TranscriptionStatus status, OptionalLong cost) {
    return new TechnicalEvent.TranscriptionFinished(
        1,
        1L,
        "p",
        "m",
        status,
        status == TranscriptionStatus.ERROR ? FailureReason.IO : null,
        SECOND,
        SECOND,
        cost);
  }

  /// @param usage tokens of the prompt; as many, less two, were answered
  private static TechnicalEvent rewritten(
      RewriteStatus status, OptionalLong usage, OptionalLong cost) {
    return new TechnicalEvent.RewriteFinished(
        1,
        1L,
        RewriteMode.SUMMARY,
        "m",
        status,
        status == RewriteStatus.ERROR ? FailureReason.TIMEOUT : null,
        SECOND,
        usage,
        usage.isPresent() ? OptionalLong.of(usage.getAsLong() - 2) : usage,
        cost);
  }
}
