package org.voice2text.sandbox.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.voice2text.model.event.EventLog;
import org.voice2text.model.event.EventRollup;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.MediaType;
import org.voice2text.model.event.MessageType;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.event.TranscriptionStatus;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// The bot's database after a long life, made fast. Not thread-safe.
final class BigDatabase implements AutoCloseable {
  private static final int CHUNK = 500_000;
  private static final Duration HISTORY = Duration.ofDays(90);
  private static final Duration MONTH = Duration.ofDays(30);

  /// Ten kinds of events in turn, with labels and numbers that differ from one to the next.
  private static final String EVENTS =
      """
      with recursive n(i) as (select :first union all select i + 1 from n where i < :last)
      insert into technical_events (at, type, user_id, job_id, kind, provider, model, status, audio_ms, duration_ms,
        cost_micros)
      select :start + i * :step,
        case i % 10 when 0 then 'user_registered' when 1 then 'operation_performed' when 2 then 'job_queued'
          when 3 then 'job_started' when 4 then 'transcription_finished' when 5 then 'transcript_stored'
          when 6 then 'answer_delivered' when 7 then 'button_pressed' when 8 then 'rewrite_finished'
          else 'message_received' end,
        i * 7919 % 1000000, i / 10,
        case i % 10 when 1 then 'transcribe' when 2 then 'voice' when 7 then 'rewrite' when 8 then 'summary'
          when 9 then 'voice' end,
        case i % 10 when 4 then case i % 90 when 4 then 'whisper' else 'openai' end end,
        case i % 10 when 4 then 'pretend-speech' when 8 then 'pretend-model' end,
        case i % 10 when 4 then case i % 70 when 4 then 'error' else 'success' end when 8 then 'success' end,
        case i % 10 when 4 then i * 31 % 60000 when 6 then i * 31 % 60000 end,
        case i % 10 when 4 then i * 17 % 9000 when 6 then i * 13 % 20000 when 8 then i * 11 % 5000 end,
        case i % 10 when 4 then i % 900 when 8 then i % 700 end
      from n
      """;

  private static final String USERS =
      """
      with recursive n(i) as (select 1 union all select i + 1 from n where i < :count)
      insert into users (telegram_id, language, created_at, last_active_at)
      select i, 'en', :start, :start + i * 7919 % :count * :step from n
      """;

  private final Database database;

  private BigDatabase(Database database) {
    this.database = database;
  }

  /// @param events of 90 days
  /// @param users all of them active within the last 30 days
  static BigDatabase create(Path file, long events, long users) {
    BigDatabase big = new BigDatabase(Database.openWriter(file, DatabaseObserver.NONE));
    Instant now = Instant.now();
    for (long first = 1; first <= events; first += CHUNK) {
      long from = first;
      int _ =
          big.database.transaction(
              "events",
              h ->
                  h.createUpdate(EVENTS)
                      .bind("first", from)
                      .bind("last", Math.min(from + CHUNK - 1, events))
                      .bind("start", now.minus(HISTORY).toEpochMilli())
                      .bind("step", HISTORY.toMillis() / events)
                      .execute());
    }
    int _ =
        big.database.transaction(
            "users",
            h ->
                h.createUpdate(USERS)
                    .bind("count", users)
                    .bind("start", now.minus(MONTH).toEpochMilli())
                    .bind("step", MONTH.toMillis() / users)
                    .execute());
    return big;
  }

  /// Appends a thousand events in one transaction, 100 of them registrations.
  void appendThousand() {
    List<EventRow> rows = new ArrayList<>();
    long now = System.currentTimeMillis();
    for (int i = 0; i < 100; i++) {
      ofAJob(i).map(event -> EventRow.of(event, now)).forEach(rows::add);
    }
    boolean _ =
        database.transaction(
            "events",
            h -> {
              EventLog.append(h, rows);
              return true;
            });
  }

  private static Stream<TechnicalEvent> ofAJob(long id) {
    Duration short1 = Duration.ofMillis(40 + id);
    Duration audio = Duration.ofSeconds(id);
    return Stream.of(
        new TechnicalEvent.MessageReceived(MessageType.VOICE, short1),
        new TechnicalEvent.UserRegistered(id),
        new TechnicalEvent.OperationPerformed(id, Operation.START),
        new TechnicalEvent.OperationPerformed(id, Operation.TRANSCRIBE),
        new TechnicalEvent.JobQueued(id, id, MediaType.VOICE, audio),
        new TechnicalEvent.JobStarted(id, short1, 1),
        new TechnicalEvent.TranscriptionFinished(
            id,
            id,
            "openai",
            "pretend-speech",
            TranscriptionStatus.SUCCESS,
            null,
            audio,
            short1,
            OptionalLong.of(id)),
        new TechnicalEvent.TranscriptStored(id, id),
        new TechnicalEvent.AnswerDelivered(id, id, short1, audio),
        new TechnicalEvent.OperationPerformed(id, Operation.HELP));
  }

  /// Does what the bot does when it runs: keeps the sums of the events.
  ///
  /// @param batch events in a transaction
  void rollUp(int batch) {
    while (database.transaction("roll_up", h -> EventRollup.advance(h, batch))) {
      // The next batch.
    }
    long horizon = System.currentTimeMillis() - Duration.ofDays(33).toMillis();
    while (database.transaction("compact", h -> EventRollup.compact(h, horizon))) {
      // The next day.
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
