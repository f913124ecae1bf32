package org.voice2text.sandbox.system;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.voice2text.model.event.EventLog;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.FailureReason;
import org.voice2text.model.event.JobFailure;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.PaymentStatus;
import org.voice2text.model.event.Plan;
import org.voice2text.model.event.RewriteMode;
import org.voice2text.model.event.RewriteStatus;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.event.TranscriptionStatus;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// Writes a month of a growing bot's life into a database, before the bot is started on it: busy
/// evenings, quiet nights, a bad afternoon. The same for the same seed and time.
final class PretendMonth {
  private static final int DAYS = 30;
  private static final int USERS = 400;
  private static final Operation[] OPERATIONS = {
    Operation.START,
    Operation.HELP,
    Operation.SETTINGS,
    Operation.PLANS,
    Operation.EXPORT,
    Operation.STATS,
    Operation.CANCEL,
    Operation.BUY
  };

  private static final List<RewriteMode> MODES =
      List.of(RewriteMode.STRUCTURED, RewriteMode.POLISHED, RewriteMode.SUMMARY);
  private final Random random = new Random(7);
  private final Instant now;
  private final ZoneId zone;
  private final List<EventRow> rows = new ArrayList<>();
  private Instant at;

  private PretendMonth(Instant now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
    this.at = now;
  }

  static void write(Path database, Instant now, ZoneId zone) {
    PretendMonth month = new PretendMonth(now, zone);
    try (Database writer = Database.openWriter(database, DatabaseObserver.NONE)) {
      writer.<Boolean>transaction(
          "pretend_month",
          handle -> {
            month.users(handle);
            month.events(handle);
            return true;
          });
    }
  }

  private void users(Handle handle) {
    for (int i = 0; i < USERS; i++) {
      Instant created = now.minus(Duration.ofMinutes(random.nextInt(2 * DAYS * 24 * 60)));
      long idle = (long) (Math.pow(random.nextDouble(), 1.7) * DAYS * 24 * 60);
      Instant active = now.minus(Duration.ofMinutes(idle));
      handle.execute(
          "insert into users (telegram_id, language, created_at, last_active_at) values (?, ?, ?, ?)",
          9_000_000 + i,
          i % 3 == 0 ? "ru" : "en",
          created.toEpochMilli(),
          (active.isBefore(created) ? created : active).toEpochMilli());
      rows.add(EventRow.of(new TechnicalEvent.UserRegistered(i + 1), created.toEpochMilli()));
    }
  }

  private void events(Handle handle) {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(DAYS));
    while (hour.isBefore(now)) {
      double busy = busyness(hour);
      int jobs = (int) Math.round(busy * (3 + random.nextInt(5)));
      for (int i = 0; i < jobs; i++) {
        at = hour.plusMillis(random.nextInt(3_600_000));
        if (at.isBefore(now)) {
          job(isBadAfternoon(hour));
        }
      }
      long active = Math.round(busy * (5 + random.nextInt(4)));
      handle.execute(
          "insert into activity_samples (at, active_users) values (?, ?)",
          hour.toEpochMilli(),
          active);
      hour = hour.plus(Duration.ofHours(1));
    }
    EventLog.append(handle, rows);
  }

  /// More in the evening, less at night and at the weekend, and more each week.
  private double busyness(Instant hour) {
    LocalDateTime local = LocalDateTime.ofInstant(hour, zone);
    double day = 0.15 + Math.exp(-Math.pow((local.getHour() - 19) / 5.0, 2));
    double morning = 0.7 * Math.exp(-Math.pow((local.getHour() - 10) / 2.5, 2));
    double weekend = local.getDayOfWeek().getValue() > 5 ? 0.7 : 1;
    double age = Duration.between(hour, now).toHours() / (DAYS * 24.0);
    return (day + morning) * weekend * (1.25 - 0.8 * age);
  }

  private boolean isBadAfternoon(Instant hour) {
    long ago = Duration.between(hour, now).toHours();
    return ago >= 5 && ago <= 7;
  }

  private void job(boolean isBad) {
    long user = 1L + random.nextInt(USERS);
    Duration audio = Duration.ofMillis(4_000 + (long) (-60_000 * Math.log(random.nextDouble())));
    Duration took =
        Duration.ofMillis(900 + audio.toMillis() / 18 + random.nextInt(isBad ? 20_000 : 2_500));
    add(new TechnicalEvent.OperationPerformed(user, Operation.TRANSCRIBE));
    if (random.nextDouble() < (isBad ? 0.35 : 0.03)) {
      add(new TechnicalEvent.EngineFellBack(1, "openai", FailureReason.TIMEOUT));
    }
    if (random.nextDouble() < (isBad ? 0.25 : 0.02)) {
      add(
          new TechnicalEvent.JobFailed(
              1, user, isBad ? JobFailure.ENGINES : JobFailure.UNDECODABLE));
      return;
    }
    String model = random.nextInt(4) == 0 ? "gpt-4o-mini-transcribe" : "gpt-4o-transcribe";
    long micros = audio.toMillis() * (model.contains("mini") ? 3_000 : 6_000) / 60_000;
    add(
        new TechnicalEvent.TranscriptionFinished(
            1,
            user,
            "openai",
            model,
            TranscriptionStatus.SUCCESS,
            null,
            audio,
            took,
            OptionalLong.of(micros)));
    add(new TechnicalEvent.TranscriptStored(1, user));
    add(new TechnicalEvent.AnswerDelivered(1, user, took.plusMillis(400), audio));
    afterwards(user);
  }

  private void afterwards(long user) {
    if (random.nextInt(3) == 0) {
      add(new TechnicalEvent.OperationPerformed(user, Operation.REWRITE));
      add(
          new TechnicalEvent.RewriteFinished(
              1,
              user,
              MODES.get(random.nextInt(MODES.size())),
              "gpt-4o-mini",
              RewriteStatus.SUCCESS,
              null,
              Duration.ofSeconds(3),
              OptionalLong.of(800),
              OptionalLong.of(300),
              OptionalLong.of(900 + random.nextInt(2_000))));
    }
    if (random.nextInt(4) == 0) {
      add(
          new TechnicalEvent.OperationPerformed(
              user, OPERATIONS[random.nextInt(OPERATIONS.length)]));
    }
    if (random.nextInt(40) == 0) {
      PaymentStatus status = random.nextInt(9) == 0 ? PaymentStatus.FAILED : PaymentStatus.SUCCESS;
      add(new TechnicalEvent.PaymentProcessed(user, status, 150));
      add(new TechnicalEvent.SubscriptionActivated(user, Plan.LITE));
    }
    if (random.nextInt(150) == 0) {
      add(new TechnicalEvent.PaymentProcessed(user, PaymentStatus.REFUNDED, 150));
    }
    if (random.nextInt(120) == 0) {
      add(new TechnicalEvent.ErrorOccurred("conversation", "TelegramApiRequestException"));
    }
  }

  private void add(TechnicalEvent event) {
    rows.add(EventRow.of(event, at.toEpochMilli()));
  }
}
