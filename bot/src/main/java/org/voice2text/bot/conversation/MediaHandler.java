package org.voice2text.bot.conversation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.MediaFile;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.transcription.NewJob;
import org.voice2text.bot.transcription.TranscriptionQueue;
import org.voice2text.bot.transcription.TranscriptionQueue.Admission;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.RefusalReason;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.store.Database;

/// Takes a recording into the queue, or says why not. Thread-safe.
final class MediaHandler {
  /// Names of its transactions, for measurement.
  static final String OPERATION = "accept_media";

  private final Database database;
  private final TelegramHost telegram;
  private final TranscriptionQueue queue;
  private final Answers answers;
  private final JobMessages jobMessages;
  private final Limits limits;

  MediaHandler(
      Database database,
      TelegramHost telegram,
      TranscriptionQueue queue,
      Answers answers,
      JobMessages jobMessages,
      Limits limits) {
    this.database = database;
    this.telegram = telegram;
    this.queue = queue;
    this.answers = answers;
    this.jobMessages = jobMessages;
    this.limits = limits;
  }

  /// @param message the one to answer
  /// @param file its recording, or that of the message it replies to
  void handle(UpdateKey update, Incoming.Message message, MediaFile file)
      throws TelegramException, InterruptedException {
    Optional<Refusal> refusal = refusal(message, file);
    if (refusal.isEmpty()) {
      switch (admit(update, message, file)) {
        case Admission.Accepted accepted -> jobMessages.accepted(accepted.job());
        case Admission.Full full ->
            refusal =
                Optional.of(
                    new Refusal(
                        RefusalReason.QUEUE_FULL,
                        answers.texts(message).get("refused.queue_full", full.capacity())));
        case Admission.Known _ -> {}
      }
    }
    if (refusal.isPresent()) {
      refuse(update, message, file, refusal.get());
    }
  }

  private record Refusal(RefusalReason reason, String text) {}

  /// What can be told before anything is downloaded.
  private Optional<Refusal> refusal(Incoming.Message message, MediaFile file) {
    Texts texts = answers.texts(message);
    long size = file.size().orElse(1);
    long maxBytes = telegram.files(message.chat().botId()).maxBytes();
    if (size == 0) {
      return Optional.of(new Refusal(RefusalReason.EMPTY, texts.get("refused.empty")));
    }
    if (size > maxBytes) {
      return Optional.of(
          new Refusal(
              RefusalReason.TOO_LARGE,
              texts.get("refused.too_large", Texts.megabytes(size), Texts.megabytes(maxBytes))));
    }
    if (file.duration().compareTo(limits.maxAudio()) > 0) {
      return Optional.of(
          new Refusal(
              RefusalReason.TOO_LONG,
              texts.get(
                  "refused.too_long",
                  texts.duration(file.duration()),
                  texts.duration(limits.maxAudio()))));
    }
    return Optional.empty();
  }

  private Admission admit(UpdateKey update, Incoming.Message message, MediaFile file) {
    String language = answers.language(message.chat(), message.sender());
    return database.transaction(
        OPERATION,
        h -> {
          @Nullable Long user = answers.touch(h, message.sender());
          Admission admission =
              queue.add(
                  h, new NewJob(update, message.chat(), message.messageId(), user, language, file));
          if (!(admission instanceof Admission.Full)) {
            boolean _ =
                answers.finish(
                    h,
                    update,
                    message,
                    id -> List.of(new TechnicalEvent.OperationPerformed(id, Operation.TRANSCRIBE)));
          }
          return admission;
        });
  }

  private void refuse(UpdateKey update, Incoming.Message message, MediaFile file, Refusal refusal)
      throws TelegramException, InterruptedException {
    int _ =
        answers
            .messenger(message.chat())
            .send(
                message.chat(),
                FormattedText.plain(refusal.text()),
                message.messageId(),
                Priority.ERROR);
    answers.finishAnswered(
        update,
        message,
        user -> List.of(new TechnicalEvent.JobRefused(user, file.type(), refusal.reason())));
  }
}
