package org.voice2text.bot.conversation;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /// What is to be sent.
  ///
  /// @param text the whole of it
  /// @param pages the same in parts that fit a message
  /// @param buttons under the last message
  record Answer(String text, List<FormattedText> pages, Buttons buttons) {}

  /// What is under the last message of an answer.
  interface Buttons {
    @Nullable Keyboard under(Place place);
  }

  /// Where the buttons of an answer are.
  record Sent(int messageId, Place place) {}

  /// Sends what has not been sent yet.
  Sent deliver(Job job, Answer answer, StatusLine.Left left)
      throws TelegramException, InterruptedException {
    Map<Integer, Integer> sent = deliveries.find(job);
    Integer status = status(sent, left);
    ChatSettings.Format format = settings.find(job.chat()).format();
    Sent last =
        sent.containsKey(DeliveryStore.FILE)
            ? new Sent(sent.get(DeliveryStore.FILE), Place.PART)
            : switch (AnswerForm.of(answer.text, answer.pages, format)) {
              // A preview gives way to a new message only.
              case AnswerForm.Messages messages ->
                  send(job, messages, answer, sent, left.drafted() ? null : status);
              case AnswerForm.TextFile file -> send(job, file, answer, sent);
            };
    if (status != null && !status.equals(deliveries.find(job).get(1))) {
      messenger(job).live().tryDelete(job.chat(), status);
    }
    return last;
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

  private Sent send(
      Job job,
      AnswerForm.Messages messages,
      Answer answer,
      Map<Integer, Integer> before,
      @Nullable Integer status)
      throws TelegramException, InterruptedException {
    Map<Integer, Integer> sent = new HashMap<>(before);
    int last = messages.pages().size();
    Place place = last == 1 ? Place.TRANSCRIPT : Place.PART;
    for (int part = 1; part <= last; part++) {
      if (!sent.containsKey(part)) {
        FormattedText page = messages.pages().get(part - 1);
        Keyboard under = part == last ? answer.buttons.under(place) : null;
        int message = replaceOrSend(job, part == 1 ? status : null, page, under, Priority.ANSWER);
        deliveries.record(job, part, message, clock.millis());
        sent.put(part, message);
      }
    }
    return new Sent(Objects.requireNonNull(sent.get(last)), place);
  }

  private Sent send(Job job, AnswerForm.TextFile file, Answer answer, Map<Integer, Integer> sent)
      throws TelegramException, InterruptedException {
    Texts texts = Texts.of(job.language());
    String name = texts.get("export.file") + ".txt";
    FormattedText caption =
        FormattedText.plain(file.preview() + "\n\n" + texts.get("answer.in_file"));
    Keyboard under = answer.buttons.under(Place.PART);
    Messenger messenger = messenger(job);
    try {
      int message =
          anywhere(
              job,
              (place, replyTo) ->
                  messenger.sendFile(
                      place, name, file.content(), caption, under, replyTo, Priority.ANSWER));
      deliveries.record(job, DeliveryStore.FILE, message, clock.millis());
      return new Sent(message, Place.PART);
    } catch (TelegramException e) {
      if (e.kind() != TelegramException.Kind.UNREACHABLE
          && e.kind() != TelegramException.Kind.REFUSED) {
        throw e;
      }
      // A group may allow texts and no files.
      log.info("Job {} is answered by messages: {}", job.id(), e.getMessage());
      return send(job, AnswerForm.folded(answer.pages), answer, sent, null);
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
        job, (place, replyTo) -> messenger(job).send(place, text, buttons, replyTo, priority));
  }

  private interface Sending {
    int to(ChatRef place, @Nullable Integer replyTo) throws TelegramException, InterruptedException;
  }

  /// Who asked in a topic that was closed meanwhile gets the answer where the forum's members may
  /// still write; a reply would go to the closed topic.
  private static int anywhere(Job job, Sending sending)
      throws TelegramException, InterruptedException {
    try {
      return sending.to(job.chat(), job.messageId());
    } catch (TelegramException e) {
      if (e.kind() != TelegramException.Kind.TOPIC_CLOSED || job.chat().threadId() == null) {
        throw e;
      }
      log.info("Job {} is answered outside its topic, which is closed", job.id());
      return sending.to(job.chat().general(), null);
    }
  }

  private Messenger messenger(Job job) {
    return telegram.messenger(job.chat().botId());
  }
}
