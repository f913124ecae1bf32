package org.voice2text.bot.conversation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.transcription.engine.EngineHealth;
import org.voice2text.model.event.Operation;
import org.voice2text.model.store.Database;

/// `/admin`: how the bot fares now, in one message. Thread-safe.
final class AdminHandler {
  private final Database database;
  private final Answers answers;
  private final Operator operator;
  private final InstantSource clock;

  AdminHandler(Database database, Answers answers, Operator operator, InstantSource clock) {
    this.database = database;
    this.answers = answers;
    this.operator = operator;
    this.clock = clock;
  }

  void handle(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    Instant now = clock.instant();
    Instant midnight =
        now.atZone(operator.zone()).toLocalDate().atStartOfDay(operator.zone()).toInstant();
    DayReport day =
        database.transaction(
            DayReport.OPERATION,
            h -> DayReport.read(h, midnight.toEpochMilli(), now.toEpochMilli()));
    String text = text(answers.texts(message), day, operator.load().get());
    answers.reply(update, message, FormattedText.titled(text), Operation.ADMIN);
  }

  private static String text(Texts texts, DayReport day, ProcessLoad load) {
    List<String> lines = new ArrayList<>();
    lines.add(texts.get("admin.title"));
    lines.add("");
    lines.add(texts.get("admin.queue", day.waiting(), load.capacity()));
    lines.add(texts.get("admin.workers", day.running(), load.workers()));
    lines.add(texts.get("admin.bots", load.receiving(), load.bots()));
    load.engines().forEach(engine -> lines.add(engine(texts, engine)));
    lines.add("");
    lines.add(texts.get("admin.today"));
    lines.add(texts.get("admin.transcribed", day.transcribed(), texts.duration(day.audio())));
    lines.add(texts.get("admin.failed", day.failed()));
    lines.add(texts.get("admin.cost", dollars(day.costMicros())));
    lines.add(texts.get("admin.errors", errors(day)));
    lines.add("");
    lines.add(
        texts.get(
            "admin.users", day.people().all(), day.people().activeToday(), day.people().online()));
    return String.join("\n", lines);
  }

  private static String engine(Texts texts, EngineHealth engine) {
    String name = engine.engine().provider();
    if (engine.circuit() == EngineHealth.Circuit.OPEN) {
      return texts.get("admin.engine.resting", name);
    }
    return engine.ready()
        ? texts.get("admin.engine.ready", name)
        : texts.get("admin.engine.unready", name);
  }

  private static String dollars(long micros) {
    return "$" + String.format(Locale.ROOT, "%.4f", BigDecimal.valueOf(micros, 6));
  }

  private static String errors(DayReport day) {
    if (day.errors().isEmpty()) {
      return "0";
    }
    StringJoiner out = new StringJoiner(", ");
    day.errors().forEach((type, count) -> out.add(type + " " + count));
    return out.toString();
  }
}
