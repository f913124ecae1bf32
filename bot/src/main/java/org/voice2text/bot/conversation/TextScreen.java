package org.voice2text.bot.conversation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Keyboard;
import org.voice2text.bot.telegram.Messenger;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramException.Kind;

/// Shows another text than a message shows now: in its place where it fits, else in new messages,
/// and a very long one as a file. Thread-safe.
final class TextScreen {
  private static final Logger log = LoggerFactory.getLogger(TextScreen.class);

  private final Answers answers;
  private final TranscriptKeyboard keyboard;
  private final PressPartStore parts;
  private final SettingsStore settings;

  TextScreen(
      Answers answers, TranscriptKeyboard keyboard, PressPartStore parts, SettingsStore settings) {
    this.answers = answers;
    this.keyboard = keyboard;
    this.parts = parts;
    this.settings = settings;
  }

  /// @param pages the text in parts that fit a message
  void show(TextMessage message, TextView view, List<FormattedText> pages)
      throws TelegramException, InterruptedException {
    if (!fitsInto(message, pages) || !replace(message, view, pages.getFirst())) {
      send(message, view, pages);
      tryRestore(message);
    }
  }

  static boolean fitsInto(TextMessage message, List<FormattedText> pages) {
    return message.shown().place() != Place.PART && pages.size() == 1;
  }

  /// @return false if the message cannot be edited any more
  private boolean replace(TextMessage message, TextView view, FormattedText text)
      throws TelegramException, InterruptedException {
    ShownText shown = message.shown().with(view, message.shown().place());
    try {
      messenger(message)
          .edit(message.chat(), message.messageId(), text, keyboard.main(shown), Priority.ANSWER);
      return true;
    } catch (TelegramException e) {
      if (e.kind() != Kind.MESSAGE_GONE && e.kind() != Kind.REFUSED) {
        throw e;
      }
      log.info("A message cannot be edited, a new one is sent: {}", e.getMessage());
      return false;
    }
  }

  /// Sends what was not sent before a kill.
  private void send(TextMessage message, TextView view, List<FormattedText> pages)
      throws TelegramException, InterruptedException {
    List<FormattedText> visible = pages.stream().filter(p -> !p.text().isBlank()).toList();
    String text = visible.stream().map(FormattedText::text).collect(Collectors.joining());
    Place place = visible.size() == 1 ? Place.WHOLE : Place.PART;
    Keyboard under = keyboard.main(message.shown().with(view, place));
    Map<Integer, Integer> sent = message.cause() == null ? Map.of() : parts.find(message.cause());
    switch (AnswerForm.of(text, visible, settings.find(message.chat()).format())) {
      case AnswerForm.TextFile file -> once(message, sent, 1, () -> sendFile(message, file, under));
      case AnswerForm.Messages messages -> send(message, messages.pages(), sent, under);
    }
  }

  private void send(
      TextMessage message, List<FormattedText> pages, Map<Integer, Integer> sent, Keyboard under)
      throws TelegramException, InterruptedException {
    for (int part = 1; part <= pages.size(); part++) {
      FormattedText page = pages.get(part - 1);
      @Nullable Keyboard buttons = part == pages.size() ? under : null;
      once(
          message,
          sent,
          part,
          () ->
              messenger(message)
                  .send(message.chat(), page, buttons, message.messageId(), Priority.ANSWER));
    }
  }

  private interface Sending {
    int make() throws TelegramException, InterruptedException;
  }

  private void once(TextMessage message, Map<Integer, Integer> sent, int part, Sending sending)
      throws TelegramException, InterruptedException {
    if (!sent.containsKey(part)) {
      int id = sending.make();
      if (message.cause() != null) {
        parts.record(message.cause(), part, id);
      }
    }
  }

  private int sendFile(TextMessage message, AnswerForm.TextFile file, Keyboard buttons)
      throws TelegramException, InterruptedException {
    Texts texts = message.shown().texts();
    return messenger(message)
        .sendFile(
            message.chat(),
            texts.get("export.file") + ".txt",
            file.content(),
            FormattedText.plain(file.preview() + "\n\n" + texts.get("answer.in_file")),
            buttons,
            message.messageId(),
            Priority.ANSWER);
  }

  private void tryRestore(TextMessage message) throws InterruptedException {
    try {
      buttons(message, keyboard.main(message.shown()));
    } catch (TelegramException e) {
      log.info("The buttons of a message stay as they are: {}", e.getMessage());
    }
  }

  /// Shows other buttons.
  void buttons(TextMessage message, Keyboard buttons)
      throws TelegramException, InterruptedException {
    messenger(message).editKeyboard(message.chat(), message.messageId(), buttons, Priority.BUTTONS);
  }

  /// Shows other buttons if that is possible at once.
  void tryButtons(TextMessage message, Keyboard buttons) throws InterruptedException {
    messenger(message).tryEditKeyboard(message.chat(), message.messageId(), buttons);
  }

  private Messenger messenger(TextMessage message) {
    return answers.messenger(message.chat());
  }
}
