package org.voice2text.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.voice2text.bot.billing.Billing;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.model.event.Operation;
import org.voice2text.model.store.Database;

/// `/credit <telegram id> <minutes>`: a present of the owner. Thread-safe.
final class CreditHandler {
  /// Name of its transaction, for measurement.
  static final String OPERATION = "credit_minutes";

  private static final Pattern ARGUMENTS = Pattern.compile("([1-9]\\d{0,17})\\s+([1-9]\\d{0,5})");

  private final Database database;
  private final Answers answers;
  private final Billing billing;

  CreditHandler(Database database, Answers answers, Billing billing) {
    this.database = database;
    this.answers = answers;
    this.billing = billing;
  }

  void handle(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    Texts texts = answers.texts(message);
    Matcher arguments = ARGUMENTS.matcher(command.arguments());
    if (!arguments.matches()) {
      reply(update, message, texts.get("credit.how"));
      return;
    }
    long person = Long.parseLong(arguments.group(1));
    long minutes = Long.parseLong(arguments.group(2));
    boolean given = database.transaction(OPERATION, h -> give(h, update, person, minutes));
    reply(
        update,
        message,
        given
            ? texts.get("credit.given", texts.get("unit.minutes", minutes), Long.toString(person))
            : texts.get("owner.unknown_person"));
  }

  /// The update ends once the owner is told. Should that fail, or the process be killed, it comes
  /// again, and is the name of the present.
  ///
  /// @return false if there is no such person
  private boolean give(Handle handle, UpdateKey update, long person, long minutes) {
    Optional<Long> user = PersonalDataStore.find(handle, person);
    String gift = "update %d of bot %d".formatted(update.updateId(), update.botId());
    Instant since = Instant.ofEpochMilli(update.receivedAt());
    user.ifPresent(id -> billing.present(handle, id, Duration.ofMinutes(minutes), gift, since));
    return user.isPresent();
  }

  private void reply(UpdateKey update, Incoming.Message message, String text)
      throws TelegramException, InterruptedException {
    answers.reply(update, message, FormattedText.plain(text), Operation.ADMIN);
  }
}
