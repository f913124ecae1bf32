package org.voice2text.bot.conversation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.export.Document;
import org.voice2text.bot.export.ExportFormat;
import org.voice2text.bot.export.Exports;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.transcription.StoredTranscript;
import org.voice2text.bot.transcription.Transcript;
import org.voice2text.model.event.ButtonAction;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.TechnicalEvent;

/// Sends a transcript, or what was made of it, as a file. Thread-safe.
final class ExportHandler {
  private static final Logger log = LoggerFactory.getLogger(ExportHandler.class);

  private final Answers answers;
  private final PressGate gate;
  private final TextScreen screen;
  private final TranscriptKeyboard keyboard;
  private final Variants variants;

  /// What a language model wrote, where it is kept.
  interface Variants {
    /// @param view has a mode
    Optional<String> find(StoredTranscript source, TextView view);
  }

  ExportHandler(
      Answers answers,
      PressGate gate,
      TextScreen screen,
      TranscriptKeyboard keyboard,
      Variants variants) {
    this.answers = answers;
    this.gate = gate;
    this.screen = screen;
    this.keyboard = keyboard;
    this.variants = variants;
  }

  /// The button that opens the list of formats.
  ButtonHandler menu() {
    return new ButtonHandler() {
      @Override
      public ButtonAction action() {
        return ButtonAction.EXPORT;
      }

      @Override
      public void handle(UpdateKey update, Incoming.Press press, String arguments)
          throws TelegramException, InterruptedException {
        showMenu(update, press, arguments);
      }
    };
  }

  /// The buttons of the formats.
  ButtonHandler file() {
    return new ButtonHandler() {
      @Override
      public ButtonAction action() {
        return ButtonAction.EXPORT;
      }

      @Override
      public void handle(UpdateKey update, Incoming.Press press, String arguments)
          throws TelegramException, InterruptedException {
        sendFile(update, press, arguments);
      }
    };
  }

  private void showMenu(UpdateKey update, Incoming.Press press, String arguments)
      throws TelegramException, InterruptedException {
    Optional<PressGate.Passed> passed = gate.open(update, press, arguments, ButtonAction.EXPORT);
    if (passed.isPresent()) {
      answers.messenger(press.chat()).answerPress(press.queryId(), null);
      TextMessage message = passed.get().message();
      screen.buttons(message, ExportKeyboard.of(message.shown()));
      answers.finishPress(update, press, ButtonAction.EXPORT);
    }
  }

  private void sendFile(UpdateKey update, Incoming.Press press, String arguments)
      throws TelegramException, InterruptedException {
    String[] words = arguments.split(":", 2);
    Optional<ExportFormat> format =
        Arrays.stream(ExportFormat.values())
            .filter(f -> f.extension().equals(words[0]))
            .findFirst();
    // A format that does not exist is as unknown as a view that cannot be read.
    String view = format.isPresent() && words.length == 2 ? words[1] : "";
    Optional<PressGate.Passed> passed = gate.open(update, press, view, ButtonAction.EXPORT);
    if (passed.isEmpty()) {
      return;
    }
    Texts texts = answers.texts(press);
    Optional<Document> document = document(texts, passed.get());
    if (document.isEmpty()) {
      answers
          .messenger(press.chat())
          .answerPress(press.queryId(), texts.get("button.variant_gone"));
      answers.finishPress(update, press, ButtonAction.EXPORT);
      return;
    }
    answers.messenger(press.chat()).answerPress(press.queryId(), null);
    String name = texts.get("export.file") + "." + format.orElseThrow().extension();
    int _ =
        answers
            .messenger(press.chat())
            .sendFile(
                press.chat(),
                name,
                bytes(format.orElseThrow(), document.get()),
                FormattedText.plain(""),
                null,
                press.messageId(),
                Priority.ANSWER);
    answers.finishAnswered(
        update,
        press,
        user ->
            List.of(
                new TechnicalEvent.ButtonPressed(user, ButtonAction.EXPORT),
                new TechnicalEvent.OperationPerformed(user, Operation.EXPORT)));
    tryLeaveMenu(passed.get().message());
  }

  /// The file is sent: that the buttons cannot be changed is no reason to send it again.
  private void tryLeaveMenu(TextMessage message) throws InterruptedException {
    try {
      screen.buttons(message, keyboard.main(message.shown()));
    } catch (TelegramException e) {
      log.info("The buttons of a message stay as they are: {}", e.getMessage());
    }
  }

  private Optional<Document> document(Texts texts, PressGate.Passed passed) {
    TextView view = passed.wanted();
    Transcript transcript = passed.source().transcript();
    if (view.mode() == null) {
      return Optional.of(
          new Document(
              texts.get("export.title"),
              transcript.text(),
              transcript.segments(),
              transcript.audio(),
              view.options().timecodes()));
    }
    return variants
        .find(passed.source(), view)
        .map(text ->
            new Document(texts.get("export.title"), text, List.of(), transcript.audio(), false));
  }

  private static byte[] bytes(ExportFormat format, Document document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Exports.write(format, document, out);
    } catch (IOException e) {
      throw new UncheckedIOException("A transcript cannot be written as " + format, e);
    }
    return out.toByteArray();
  }
}
