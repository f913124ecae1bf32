package org.voice2text.bot.conversation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.Sender;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.model.event.ButtonAction;
import org.voice2text.model.event.Operation;

/// `/settings` and its buttons. In a group only administrators may choose. Thread-safe.
final class SettingsHandler implements ButtonHandler {
  private static final Logger log = LoggerFactory.getLogger(SettingsHandler.class);

  private final Answers answers;
  private final TelegramHost telegram;
  private final SettingsStore store;
  private final SettingsMenu menu;

  SettingsHandler(Answers answers, TelegramHost telegram, SettingsStore store, SettingsMenu menu) {
    this.answers = answers;
    this.telegram = telegram;
    this.store = store;
    this.menu = menu;
  }

  void command(UpdateKey update, Incoming.Message message, Incoming.Command command)
      throws TelegramException, InterruptedException {
    ChatRef chat = message.chat();
    Texts texts = answers.texts(message);
    if (!message.isAnonymous() && !mayChoose(chat, message.sender())) {
      answers.reply(
          update, message, FormattedText.plain(texts.get("settings.refused")), Operation.SETTINGS);
      return;
    }
    ChatSettings settings = store.find(chat);
    answers.reply(
        update,
        message,
        FormattedText.titled(text(texts, chat, settings, message.isPrivate())),
        menu.keyboard(texts, settings, message.isPrivate(), ""),
        Operation.SETTINGS);
  }

  /// A group that wants every recording taken has to know when the bot does not hear them.
  private String text(Texts texts, ChatRef chat, ChatSettings settings, boolean isPrivate)
      throws TelegramException, InterruptedException {
    String text = menu.text(texts, settings, isPrivate);
    boolean deaf =
        !isPrivate
            && settings.groups() == ChatSettings.Groups.AUTOMATIC
            && !telegram.account(chat.botId()).hears(chat);
    return deaf ? text + "\n\n" + texts.get("group.privacy_mode") : text;
  }

  private boolean mayChoose(ChatRef chat, @Nullable Sender sender)
      throws TelegramException, InterruptedException {
    return sender != null && telegram.account(chat.botId()).isAdministrator(chat, sender);
  }

  @Override
  public ButtonAction action() {
    return ButtonAction.SETTINGS;
  }

  @Override
  public void handle(UpdateKey update, Incoming.Press press, String arguments)
      throws TelegramException, InterruptedException {
    ChatRef chat = press.chat();
    if (!mayChoose(chat, press.sender())) {
      String refused = answers.texts(press).get("settings.refused");
      answers.messenger(chat).answerPress(press.queryId(), refused);
    } else {
      Optional<ChatSettings> chosen = menu.choose(store.find(chat), press.isPrivate(), arguments);
      chosen.ifPresent(settings -> store.store(chat, settings));
      // After the choice, which may have changed the language.
      Texts texts = answers.texts(press);
      answers
          .messenger(chat)
          .answerPress(press.queryId(), chosen.isPresent() ? texts.get("settings.kept") : null);
      show(press, texts, chosen.isPresent() ? "" : arguments);
    }
    answers.finishPress(update, press, action());
  }

  private void show(Incoming.Press press, Texts texts, String arguments)
      throws TelegramException, InterruptedException {
    ChatSettings settings = store.find(press.chat());
    try {
      answers
          .messenger(press.chat())
          .edit(
              press.chat(),
              press.messageId(),
              FormattedText.titled(text(texts, press.chat(), settings, press.isPrivate())),
              menu.keyboard(texts, settings, press.isPrivate(), arguments),
              Priority.BUTTONS);
    } catch (TelegramException e) {
      if (e.kind() != TelegramException.Kind.MESSAGE_GONE) {
        throw e;
      }
      // What was chosen is kept; who deleted the menu does not want to see it.
      log.debug("The settings are not shown: {}", e.getMessage());
    }
  }
}
