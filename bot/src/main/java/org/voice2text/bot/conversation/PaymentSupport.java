package org.voice2text.bot.conversation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.billing.Billing;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.Sender;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TextSplitter;
import org.voice2text.model.event.Operation;
import org.voice2text.model.store.Database;

/// `/paysupport <question>` goes to the owners, `/answer <telegram id> <text>` back to the person.
/// Nothing of it is stored. Thread-safe.
final class PaymentSupport {
  /// Names of its transactions, for measurement.
  static final List<String> OPERATIONS = List.of("load_charges", "load_language");

  private static final Logger log = LoggerFactory.getLogger(PaymentSupport.class);
  private static final int SHOWN_PAYMENTS = 5;
  private static final Pattern ANSWER = Pattern.compile("(?s)([1-9]\\d{0,17})\\s+(.+)");

  /// Nobody may bury the owners under questions.
  private static final Duration ASK_EVERY = Duration.ofMinutes(1);

  private final Database database;
  private final Answers answers;
  private final Billing billing;
  private final Operator operator;
  private final Seldom<Long> asked;

  PaymentSupport(
      Database database, Answers answers, Billing billing, Operator operator, InstantSource clock) {
    this.database = database;
    this.answers = answers;
    this.billing = billing;
    this.operator = operator;
    this.asked = new Seldom<>(ASK_EVERY, clock);
  }

  /// `/paysupport`, with the question or without.
  void ask(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    Texts texts = answers.texts(message);
    List<String> charges = charges(message.sender());
    String text;
    if (operator.owners().isEmpty()) {
      text = withCharges(texts, texts.get("paysupport.nobody"), message, charges);
    } else if (message.sender() == null || command.arguments().isEmpty()) {
      text = withCharges(texts, texts.get("paysupport"), message, charges);
    } else {
      text = pass(texts, message.chat().botId(), message.sender(), command.arguments(), charges);
    }
    answers.reply(update, message, FormattedText.titled(text), Operation.PAYSUPPORT);
  }

  private List<String> charges(@Nullable Sender sender) {
    return database.transaction(
        "load_charges",
        h -> {
          Long user = answers.touch(h, sender);
          return user == null ? List.<String>of() : billing.charges(h, user, SHOWN_PAYMENTS);
        });
  }

  /// Not before others' eyes.
  private static String withCharges(
      Texts texts, String text, Incoming.Message message, List<String> charges) {
    return message.isPrivate() && !charges.isEmpty()
        ? text + "\n\n" + texts.get("paysupport.charges") + "\n" + String.join("\n", charges)
        : text;
  }

  private String pass(Texts texts, long botId, Sender person, String question, List<String> charges)
      throws TelegramException, InterruptedException {
    if (!asked.isDue(person.telegramId())) {
      return texts.get("paysupport.wait");
    }
    boolean passed = false;
    @Nullable TelegramException passing = null;
    for (long owner : operator.owners()) {
      try {
        sendTo(new ChatRef(botId, owner, null), person, question, charges);
        passed = true;
      } catch (TelegramException e) {
        log.warn("An owner does not get a question about payments: {}", e.getMessage());
        passing = e.mayPass() ? e : passing;
      }
    }
    if (!passed && passing != null) {
      // The update comes again.
      throw passing;
    }
    if (!passed) {
      return texts.get("paysupport.failed");
    }
    asked.done(person.telegramId());
    return texts.get("paysupport.passed");
  }

  private void sendTo(ChatRef owner, Sender person, String question, List<String> charges)
      throws TelegramException, InterruptedException {
    Texts texts = texts(owner);
    String id = Long.toString(person.telegramId());
    String payments =
        charges.isEmpty()
            ? texts.get("paysupport.no_payments")
            : texts.get("paysupport.payments") + "\n" + String.join("\n", charges);
    send(owner, texts.get("paysupport.question", id, question, payments));
  }

  /// In the language of the person with whom this is the private chat.
  private Texts texts(ChatRef chat) {
    long person = chat.chatId();
    String language =
        database.transaction("load_language", h -> UserStore.language(h, person)).orElse("");
    return answers.texts(chat, new Sender(person, language));
  }

  private void send(ChatRef chat, String text) throws TelegramException, InterruptedException {
    for (FormattedText page :
        TextSplitter.split(FormattedText.titled(text), FormattedText.MAX_LENGTH)) {
      int _ = answers.messenger(chat).send(chat, page, null, Priority.ANSWER);
    }
  }

  /// `/answer`, of an owner.
  void answer(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    Texts texts = answers.texts(message);
    Matcher arguments = ANSWER.matcher(command.arguments());
    String text =
        arguments.matches()
            ? answer(
                texts,
                message.chat().botId(),
                Long.parseLong(arguments.group(1)),
                arguments.group(2))
            : texts.get("answer.how");
    answers.reply(update, message, FormattedText.plain(text), Operation.PAYSUPPORT);
  }

  private String answer(Texts texts, long botId, long person, String answer)
      throws TelegramException, InterruptedException {
    ChatRef chat = new ChatRef(botId, person, null);
    try {
      send(chat, texts(chat).get("paysupport.answer", answer));
      return texts.get("answer.sent", Long.toString(person));
    } catch (TelegramException e) {
      if (e.mayPass()) {
        throw e;
      }
      return texts.get("answer.refused", String.valueOf(e.getMessage()));
    }
  }
}
