package org.voice2text.bot.conversation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.voice2text.bot.billing.Billing;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.TechnicalEvent;
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

  private enum Outcome {
    GIVEN,
    /// The owner was killed before they could be told.
    GIVEN_BEFORE,
    NOBODY
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
    Outcome outcome =
        database.transaction(OPERATION, h -> give(h, update, message, person, minutes));
    switch (outcome) {
      case GIVEN ->
          tell(
              message,
              texts.get("credit.given", texts.get("unit.minutes", minutes), Long.toString(person)));
      case GIVEN_BEFORE -> {}
      case NOBODY -> reply(update, message, texts.get("owner.unknown_person"));
    }
  }

  /// The update ends in the transaction of the present, so that it is given once.
  private Outcome give(
      Handle handle, UpdateKey update, Incoming.Message message, long person, long minutes) {
    Optional<Long> user = PersonalDataStore.find(handle, person);
    if (user.isEmpty()) {
      return Outcome.NOBODY;
    }
    boolean first =
        answers.finish(
            handle,
            update,
            message,
            id -> List.of(new TechnicalEvent.OperationPerformed(id, Operation.ADMIN)));
    if (!first) {
      return Outcome.GIVEN_BEFORE;
    }
    billing.present(handle, user.get(), Duration.ofMinutes(minutes));
    return Outcome.GIVEN;
  }

  private void tell(Incoming.Message message, String text)
      throws TelegramException, InterruptedException {
    int _ =
        answers
            .messenger(message.chat())
            .send(message.chat(), FormattedText.plain(text), null, Priority.ANSWER);
  }

  private void reply(UpdateKey update, Incoming.Message message, String text)
      throws TelegramException, InterruptedException {
    answers.reply(update, message, FormattedText.plain(text), Operation.ADMIN);
  }
}
