package org.voice2text.bot.transcription;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.MediaFile;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.bot.transcription.engine.EngineName;
import org.voice2text.bot.transcription.engine.Segment;
import org.voice2text.model.event.EventLog;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.MediaType;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// A queue with people who ask, on a real database, with a settable clock.
final class QueueScene implements AutoCloseable {
  static final QueueLimits WIDE = new QueueLimits(100, 100, 100, 1000, 1000);

  final Instruments instruments = new Instruments();
  final Database database;
  final TranscriptionQueue queue;
  final JobLeases leases;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-01T10:00:00Z"));
  private final AtomicLong updates = new AtomicLong();

  QueueScene(Path folder) {
    this(folder, WIDE);
  }

  QueueScene(Path folder, QueueLimits limits) {
    database = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE);
    queue = queue("mine", limits);
    leases = queue.leases();
  }

  /// Another process on the same database.
  TranscriptionQueue queue(String owner) {
    return queue(owner, WIDE);
  }

  private TranscriptionQueue queue(String owner, QueueLimits limits) {
    return new TranscriptionQueue(
        database,
        new Telemetry(instruments, now::get),
        instruments,
        now::get,
        limits,
        owner,
        Set.of(7L, FakeTelegram.BOT),
        JobAccounts.NONE);
  }

  /// Somebody who has written to the bot before.
  long user(long telegramId) {
    return database.transaction(
        "test",
        h ->
            h.createQuery(
                    "insert into users (telegram_id, language, created_at, last_active_at) values (:id, 'en', 0, 0) returning id")
                .bind("id", telegramId)
                .mapTo(Long.class)
                .one());
  }

  /// A recording that is sent in the chat of the same number.
  NewJob recording(@Nullable Long user, String uniqueId) {
    return recording(user, user == null ? -100 : user, uniqueId, null, false);
  }

  NewJob recording(
      @Nullable Long user, long chat, String uniqueId, @Nullable String language, boolean fresh) {
    long update = updates.incrementAndGet();
    MediaFile file =
        new MediaFile(
            MediaType.VOICE,
            "F" + update,
            uniqueId,
            null,
            null,
            OptionalLong.empty(),
            Duration.ofSeconds(5));
    return new NewJob(
        new UpdateKey(7, update, now.get().toEpochMilli()),
        new ChatRef(7, chat, null),
        (int) update,
        user,
        "en",
        file,
        language,
        fresh);
  }

  Admission add(NewJob job) {
    return database.transaction("test", h -> queue.add(h, job));
  }

  Job accepted(NewJob job) {
    return ((Admission.Accepted) add(job)).job();
  }

  /// A recording that nobody else has.
  Job accepted(@Nullable Long user) {
    return accepted(recording(user, "U" + updates.get()));
  }

  Job accepted(@Nullable Long user, String uniqueId) {
    return accepted(recording(user, uniqueId));
  }

  Job lease() {
    return leases.lease(List.of()).orElseThrow();
  }

  boolean isIdle() {
    return leases.lease(List.of()).isEmpty();
  }

  Job load(Job job) {
    return database.transaction("test", h -> JobStore.load(h, job.id()));
  }

  JobState state(Job job) {
    return load(job).state();
  }

  boolean cancel(Job job) {
    return database.transaction("test", h -> queue.cancel(h, job));
  }

  static Transcript transcript(String text) {
    return new Transcript(
        new EngineName("openai", "whisper-1"),
        "en",
        text,
        List.of(new Segment(Duration.ZERO, Duration.ofSeconds(7), text)),
        Duration.ofSeconds(7));
  }

  void pass(Duration time) {
    now.updateAndGet(t -> t.plus(time));
  }

  Instant now() {
    return now.get();
  }

  List<EventRow> events() {
    return database.transaction("test", h -> EventLog.after(h, 0, 1000));
  }

  /// Types of the events of one job.
  List<String> types(Job job) {
    return events().stream()
        .filter(e -> e.jobId() != null && e.jobId() == job.id())
        .map(EventRow::type)
        .toList();
  }

  @Override
  public void close() {
    database.close();
  }
}
