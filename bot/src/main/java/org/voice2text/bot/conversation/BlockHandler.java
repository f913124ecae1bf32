package org.voice2text.bot.conversation;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.model.event.Operation;
import org.voice2text.model.store.Database;

/// `/block <telegram id>` and `/unblock <telegram id>`. Thread-safe.
final class BlockHandler {
  /// Names of its transactions, for measurement.
  static final List<String> OPERATIONS = List.of("block_user", "unblock_user", "load_user");

  private final Database database;
  private final Answers answers;
  private final OpenJobs openJobs;
  private final Renewals renewals;
  private final Operator operator;
  private final InstantSource clock;

  BlockHandler(
      Database database,
      Answers answers,
      OpenJobs openJobs,
      Renewals renewals,
      Operator operator,
      InstantSource clock) {
    this.database = database;
    this.answers = answers;
    this.openJobs = openJobs;
    this.renewals = renewals;
    this.operator = operator;
    this.clock = clock;
  }

  void block(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    Texts texts = answers.texts(message);
    Optional<Long> person = person(command);
    String text;
    if (person.isEmpty()) {
      text = texts.get("block.how");
    } else if (operator.owners().contains(person.get())) {
      text = texts.get("block.owner");
    } else {
      text = block(texts, person.get());
    }
    answers.reply(update, message, FormattedText.plain(text), Operation.ADMIN);
  }

  private String block(Texts texts, long person) throws TelegramException, InterruptedException {
    boolean _ =
        database.transaction("block_user", h -> BlockStore.block(h, person, clock.millis()));
    Optional<Long> user = database.transaction("load_user", h -> PersonalDataStore.find(h, person));
    List<String> told = new ArrayList<>();
    told.add(texts.get("block.done", Long.toString(person)));
    if (user.isPresent()) {
      openJobs.cancel(user.get());
      told.addAll(renewals.cancelAll(texts, user.get(), person));
    }
    return String.join("\n", told);
  }

  void unblock(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    Texts texts = answers.texts(message);
    Optional<Long> person = person(command);
    String text;
    if (person.isEmpty()) {
      text = texts.get("unblock.how");
    } else {
      boolean blocked =
          database.transaction("unblock_user", h -> BlockStore.unblock(h, person.get()));
      String id = Long.toString(person.get());
      text = blocked ? texts.get("unblock.done", id) : texts.get("unblock.not_blocked", id);
    }
    answers.reply(update, message, FormattedText.plain(text), Operation.ADMIN);
  }

  private static Optional<Long> person(Incoming.Command command) {
    return command.arguments().matches("[1-9]\\d{0,17}")
        ? Optional.of(Long.parseLong(command.arguments()))
        : Optional.empty();
  }
}
