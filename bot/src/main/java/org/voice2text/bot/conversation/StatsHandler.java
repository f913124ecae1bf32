package org.voice2text.bot.conversation;

import java.time.Duration;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.billing.Minutes;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.model.event.Operation;
import org.voice2text.model.store.Database;

/// `/stats`: what a person has used, told only to that person. Thread-safe.
final class StatsHandler {
  /// Names of its transactions, for measurement.
  static final String OPERATION = "load_usage";

  private static final Duration MONTH = Duration.ofDays(30);

  private final Database database;
  private final Answers answers;
  private final Minutes minutes;
  private final Operator operator;
  private final InstantSource clock;

  StatsHandler(
      Database database, Answers answers, Minutes minutes, Operator operator, InstantSource clock) {
    this.database = database;
    this.answers = answers;
    this.minutes = minutes;
    this.operator = operator;
    this.clock = clock;
  }

  private record Usage(long recordings, Duration audio, Minutes.State left) {}

  void handle(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    Texts texts = answers.texts(message);
    @Nullable Usage usage =
        message.isPrivate() ? database.transaction(OPERATION, h -> usage(h, message)) : null;
    FormattedText text =
        usage == null
            ? FormattedText.plain(texts.get("plans.privately"))
            : FormattedText.titled(text(texts, usage));
    answers.reply(update, message, text, Operation.STATS);
  }

  /// Older recordings are forgotten.
  private Duration period() {
    return MONTH.compareTo(operator.retention()) <= 0 ? MONTH : operator.retention();
  }

  private @Nullable Usage usage(Handle handle, Incoming.Message message) {
    Long user = answers.touch(handle, message.sender());
    if (user == null) {
      return null;
    }
    Minutes.State left = minutes.state(handle, user);
    return handle
        .createQuery(
            """
            select count(*) as recordings, coalesce(sum(audio_ms), 0) as audio_ms from jobs
            where user_id = :user and queued_at >= :since and state = 'delivered'
            """)
        .bind("user", user)
        .bind("since", clock.instant().minus(period()).toEpochMilli())
        .map((rs, _) ->
            new Usage(rs.getLong("recordings"), Duration.ofMillis(rs.getLong("audio_ms")), left))
        .one();
  }

  private String text(Texts texts, Usage usage) {
    return String.join(
        "\n",
        texts.get("stats.title", texts.period(period())),
        "",
        texts.get("stats.recordings", usage.recordings),
        texts.get("stats.audio", texts.duration(usage.audio)),
        usage.left.isUnlimited()
            ? texts.get("plans.unlimited")
            : texts.get("stats.left", texts.minutes(usage.left.left())));
  }
}
