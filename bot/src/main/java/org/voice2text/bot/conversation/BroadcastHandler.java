package org.voice2text.bot.conversation;

import java.time.InstantSource;
import java.util.Optional;
import org.voice2text.bot.conversation.Broadcast.State;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.Keyboard;
import org.voice2text.bot.telegram.Keyboard.Button;
import org.voice2text.bot.telegram.Messenger;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.model.event.ButtonAction;
import org.voice2text.model.event.Operation;
import org.voice2text.model.store.Database;

/// `/broadcast` shows an owner what everybody would get; its buttons `bc:go:<id>` and
/// `bc:stop:<id>` have it sent, or not. Thread-safe.
final class BroadcastHandler implements ButtonHandler {
  private final Database database;
  private final Answers answers;
  private final Operator operator;
  private final BroadcastScreen screen;
  private final InstantSource clock;

  BroadcastHandler(
      Database database,
      Answers answers,
      Operator operator,
      BroadcastScreen screen,
      InstantSource clock) {
    this.database = database;
    this.answers = answers;
    this.operator = operator;
    this.screen = screen;
    this.clock = clock;
  }

  /// What is shown is what will be copied: nothing of it has to be kept here.
  void command(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    Texts texts = answers.texts(message);
    ChatRef chat = message.chat();
    Messenger messenger = answers.messenger(chat);
    int preview;
    if (message.replyTo() != null) {
      preview = messenger.copy(chat, chat.chatId(), message.replyTo().messageId(), Priority.ANSWER);
    } else if (!command.arguments().isEmpty()) {
      preview =
          messenger.send(chat, FormattedText.plain(command.arguments()), null, Priority.ANSWER);
    } else {
      answers.reply(
          update, message, FormattedText.plain(texts.get("broadcast.how")), Operation.ADMIN);
      return;
    }
    offer(update, message, texts, preview);
  }

  private void offer(UpdateKey update, Incoming.Message message, Texts texts, int preview)
      throws TelegramException, InterruptedException {
    ChatRef chat = message.chat();
    String language = answers.language(chat, message.sender());
    long id =
        database.transaction(
            "offer_broadcast",
            h -> BroadcastStore.insert(h, chat, preview, language, clock.millis()));
    long recipients =
        database.transaction(
            "load_broadcast", h -> BroadcastStore.recipients(h, chat, clock.millis()));
    Keyboard keyboard =
        Keyboard.row(
            new Button.Press(texts.get("broadcast.send"), BroadcastScreen.start(id)),
            new Button.Press(texts.get("broadcast.cancel"), BroadcastScreen.stop(id)));
    answers.reply(
        update,
        message,
        FormattedText.plain(texts.get("broadcast.offer", recipients)),
        keyboard,
        Operation.ADMIN);
  }

  @Override
  public ButtonAction action() {
    return ButtonAction.ADMIN;
  }

  @Override
  public void handle(UpdateKey update, Incoming.Press press, String arguments)
      throws TelegramException, InterruptedException {
    String[] parts = arguments.split(":", 2);
    Optional<Broadcast> broadcast = parts.length == 2 ? find(press, parts[1]) : Optional.empty();
    Texts texts = answers.texts(press);
    if (broadcast.isEmpty()) {
      answers.messenger(press.chat()).answerPress(press.queryId(), texts.get("button.unknown"));
    } else {
      long id = broadcast.get().id();
      if (parts[0].equals("go")) {
        boolean _ =
            database.transaction(
                "start_broadcast",
                h -> BroadcastStore.start(h, id, press.chat(), press.messageId(), clock.millis()));
      } else {
        stop(press, texts, broadcast.get());
      }
      screen.show(id);
      answers.messenger(press.chat()).answerPress(press.queryId(), null);
    }
    answers.finishPress(update, press, action());
  }

  /// Only an owner's own, where it was offered.
  private Optional<Broadcast> find(Incoming.Press press, String id) {
    if (!operator.isOwner(press.sender()) || !id.matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return database
        .transaction("load_broadcast", h -> BroadcastStore.find(h, Long.parseLong(id)))
        .filter(b -> b.owner().botId() == press.chat().botId())
        .filter(b -> b.owner().chatId() == press.chat().chatId());
  }

  private void stop(Incoming.Press press, Texts texts, Broadcast broadcast)
      throws TelegramException, InterruptedException {
    database.<Void>transaction(
        "stop_broadcast",
        h -> {
          BroadcastStore.end(h, broadcast.id(), State.STOPPED, clock.millis());
          return null;
        });
    if (broadcast.state() == State.OFFERED) {
      answers
          .messenger(press.chat())
          .edit(
              press.chat(),
              press.messageId(),
              FormattedText.plain(texts.get("broadcast.cancelled")),
              Priority.BUTTONS);
    }
  }
}
