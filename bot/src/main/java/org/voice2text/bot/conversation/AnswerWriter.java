package org.voice2text.bot.conversation;

import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Keyboard;
import org.voice2text.bot.telegram.Messenger;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.transcription.Job;

/// Brings the last word on a job to Telegram, in place of its status message where that is
/// possible. Each part is recorded when it is sent: a delivery that was broken off goes on where it
/// was, and repeats one part at most. Thread-safe.
final class AnswerWriter {
  private static final Logger log = LoggerFactory.getLogger(AnswerWriter.class);

  private final TelegramHost telegram;
  private final DeliveryStore deliveries;
  private final SettingsStore settings;
  private final InstantSource clock;

  AnswerWriter(
      TelegramHost telegram,
      DeliveryStore deliveries,
      SettingsStore settings,
      InstantSource clock) {
    this.telegram = telegram;
    this.deliveries = deliveries;
    this.settings = settings;
    this.clock = clock;
  }

  /// What is under the answer.
  interface Buttons {
    /// @param inText whether the message is a text, which can be replaced by another
    @Nullable Keyboard under(boolean inText);
  }

  /// Sends what has not been sent yet.
  void deliver(Job job, String text, Buttons buttons, StatusLine.Left left)
      throws TelegramException, InterruptedException {
    Map<Integer, Integer> sent = deliveries.find(job);
    @Nullable Integer status = status(sent, left);
    switch (AnswerForm.of(text, settings.find(job.chat()).format())) {
      case AnswerForm.Messages messages -> {
        if (!sent.containsKey(DeliveryStore.FILE)) {
          // A preview gives way to a new message only.
          send(job, messages, buttons, sent, left.drafted() ? null : status);
        }
      }
      case AnswerForm.TextFile file -> send(job, file, text, buttons, sent);
    }
    Integer first = deliveries.find(job).get(1);
    if (status != null && !status.equals(first)) {
      messenger(job).live().tryDelete(job.chat(), status);
    }
  }

  /// Puts a text in place of the status.
  void tell(Job job, String text, StatusLine.Left left)
      throws TelegramException, InterruptedException {
    Integer status = status(deliveries.find(job), left);
    int _ = replaceOrSend(job, status, FormattedText.plain(text), null, Priority.ERROR);
  }

  /// Puts a text in place of the status if there is one.
  void replace(Job job, String text, StatusLine.Left left)
      throws TelegramException, InterruptedException {
    Integer status = status(deliveries.find(job), left);
    if (status != null) {
      messenger(job).edit(job.chat(), status, FormattedText.plain(text), Priority.ANSWER);
    }
  }

  private static @Nullable Integer status(Map<Integer, Integer> sent, StatusLine.Left left) {
    Integer recorded = sent.get(DeliveryStore.STATUS);
    return recorded == null ? left.message() : recorded;
  }

  private void send(
      Job job,
      AnswerForm.Messages messages,
      Buttons buttons,
      Map<Integer, Integer> sent,
      @Nullable Integer status)
      throws TelegramException, InterruptedException {
    int last = messages.last();
    for (int part = 1; part <= last; part++) {
      // Telegram refuses a message of white space.
      if (sent.containsKey(part) || messages.isBlank(part)) {
        continue;
      }
      FormattedText content = messages.parts().get(part - 1);
      Keyboard keyboard = part == last ? buttons.under(true) : null;
      int message =
          replaceOrSend(job, part == 1 ? status : null, content, keyboard, Priority.ANSWER);
      deliveries.record(job, part, message, clock.millis());
    }
  }

  private void send(
      Job job,
      AnswerForm.TextFile file,
      String text,
      Buttons buttons,
      Map<Integer, Integer> sent)
      throws TelegramException, InterruptedException {
    if (sent.containsKey(DeliveryStore.FILE)) {
      return;
    }
    Texts texts = Texts.of(job.language());
    FormattedText caption =
        FormattedText.plain(file.preview() + "\n\n" + texts.get("answer.in_file"));
    try {
      int message =
          anywhere(
              job,
              place ->
                  messenger(job)
                      .sendFile(
                          place,
                          texts.get("export.file") + ".txt",
                          file.content(),
                          caption,
                          buttons.under(false),
                          job.messageId(),
                          Priority.ANSWER));
      deliveries.record(job, DeliveryStore.FILE, message, clock.millis());
    } catch (TelegramException e) {
      if (e.kind() != TelegramException.Kind.UNREACHABLE
          && e.kind() != TelegramException.Kind.REFUSED) {
        throw e;
      }
      // A group may allow texts and no files.
      log.info("Job {} is answered by messages: {}", job.id(), e.getMessage());
      send(job, AnswerForm.messages(text), buttons, sent, null);
    }
  }

  /// Puts the text in place of the status message, or into a new message when there is none any
  /// more.
  private int replaceOrSend(
      Job job,
      @Nullable Integer status,
      FormattedText text,
      @Nullable Keyboard buttons,
      Priority priority)
      throws TelegramException, InterruptedException {
    if (status != null) {
      try {
        messenger(job).edit(job.chat(), status, text, buttons, priority);
        return status;
      } catch (TelegramException e) {
        if (e.kind() != TelegramException.Kind.MESSAGE_GONE
            && e.kind() != TelegramException.Kind.TOPIC_CLOSED) {
          throw e;
        }
      }
    }
    return anywhere(
        job, place -> messenger(job).send(place, text, buttons, job.messageId(), priority));
  }

  private interface Sending {
    int to(ChatRef place) throws TelegramException, InterruptedException;
  }

  /// Who asked in a topic that was closed meanwhile gets the answer where the forum's members may
  /// still write.
  private static int anywhere(Job job, Sending sending)
      throws TelegramException, InterruptedException {
    try {
      return sending.to(job.chat());
    } catch (TelegramException e) {
      if (e.kind() != TelegramException.Kind.TOPIC_CLOSED || job.chat().threadId() == null) {
        throw e;
      }
      log.info("Job {} is answered outside its topic, which is closed", job.id());
      return sending.to(job.chat().general());
    }
  }

  private Messenger messenger(Job job) {
    return telegram.messenger(job.chat().botId());
  }
}
