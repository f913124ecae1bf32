package org.voice2text.bot.conversation;

import java.util.Optional;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.transcription.StoredTranscript;
import org.voice2text.bot.transcription.TranscriptionQueue;
import org.voice2text.model.event.ButtonAction;

/// What every button under a transcript passes: it finds the transcript that a press is about, and
/// turns away who may not see it. Thread-safe.
final class PressGate {
  private final Answers answers;
  private final TranscriptionQueue queue;
  private final Permissions permissions;

  PressGate(Answers answers, TranscriptionQueue queue, Permissions permissions) {
    this.answers = answers;
    this.queue = queue;
    this.permissions = permissions;
  }

  /// A press that goes through.
  ///
  /// @param message the one with the button, as it is now
  /// @param wanted what the button is for
  record Passed(TextMessage message, TextView wanted) {
    StoredTranscript source() {
      return message.source();
    }
  }

  /// @return nothing if the press was answered with a refusal, and its update finished
  Optional<Passed> open(
      UpdateKey update, Incoming.Press press, String arguments, ButtonAction action)
      throws TelegramException, InterruptedException {
    Texts texts = answers.texts(press);
    Optional<TextButton> button = TextButton.parse(arguments);
    if (button.isEmpty()) {
      return refuse(update, press, texts.get("button.unknown"), action);
    }
    Optional<StoredTranscript> source = queue.stored(button.get().wanted().job());
    if (source.isEmpty()) {
      return refuse(update, press, texts.get("button.gone"), action);
    }
    if (!permissions.mayUse(press, source.get().job())) {
      return refuse(update, press, texts.get("button.refused"), action);
    }
    TextMessage message =
        new TextMessage(source.get(), press.messageId(), shown(button.get(), source.get()), update);
    return Optional.of(new Passed(message, button.get().wanted()));
  }

  private static ShownText shown(TextButton button, StoredTranscript source) {
    return new ShownText(
        Texts.of(source.job().language()),
        button.wanted().withMode(button.shownMode()),
        button.place(),
        !source.transcript().segments().isEmpty());
  }

  private Optional<Passed> refuse(
      UpdateKey update, Incoming.Press press, String notice, ButtonAction action)
      throws InterruptedException {
    answers.messenger(press.chat()).answerPress(press.queryId(), notice);
    answers.finishPress(update, press, action);
    return Optional.empty();
  }
}
