package org.voice2text.bot.conversation;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Keyboard;
import org.voice2text.bot.telegram.LiveMessenger;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.telegram.TextSplitter;
import org.voice2text.bot.transcription.Job;

/// Brings one job's status to Telegram: one step at a time, and only what can be written at once.
/// Thread-safe.
final class StatusWriter {
  private static final Logger log = LoggerFactory.getLogger(StatusWriter.class);

  /// Shorter than the 30 s after which Telegram lets a preview fade.
  private static final Duration PREVIEW_LASTS = Duration.ofSeconds(20);

  /// What is below that is not worth telling.
  private static final Duration WORTH_TELLING = Duration.ofSeconds(10);

  private final TelegramHost telegram;
  private final DeliveryStore deliveries;
  private final InstantSource clock;

  StatusWriter(TelegramHost telegram, DeliveryStore deliveries, InstantSource clock) {
    this.telegram = telegram;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /// Whether the job's bot is one of this process.
  boolean serves(Job job) {
    return telegram.botIds().contains(job.chat().botId());
  }

  /// Whether there is anything to write.
  boolean isDue(StatusLine line) {
    return !line.shows(text(line)) || (isPreviewed(line) && isDraftDue(line));
  }

  /// Takes one step, unless somebody else does.
  void write(StatusLine line) throws InterruptedException {
    if (!line.begin()) {
      return;
    }
    try {
      step(line);
    } catch (TelegramException e) {
      // The job goes on: its answer is what counts, and it needs no status message.
      line.mute();
      log.info("Job {} has no status message: {}", line.job().id(), e.getMessage());
    } finally {
      line.end();
    }
  }

  private void step(StatusLine line) throws TelegramException, InterruptedException {
    Job job = line.job();
    if (!line.isAdopted()) {
      line.adopt(deliveries.find(job).get(DeliveryStore.STATUS));
    }
    Integer message = line.message();
    if (message == null) {
      send(line);
    } else if (isPreviewed(line) && isDraftDue(line)) {
      draft(line);
    } else {
      String text = text(line);
      if (live(job).tryEdit(job.chat(), message, FormattedText.plain(text), cancel(job))) {
        line.wrote(message, text, clock.millis());
      }
    }
  }

  private void send(StatusLine line) throws TelegramException, InterruptedException {
    Job job = line.job();
    String text = text(line);
    Integer sent =
        live(job).trySend(job.chat(), FormattedText.plain(text), cancel(job), job.messageId());
    if (sent != null) {
      line.wrote(sent, text, clock.millis());
      deliveries.record(job, DeliveryStore.STATUS, sent, clock.millis());
    }
  }

  private void draft(StatusLine line) throws TelegramException, InterruptedException {
    Job job = line.job();
    String heard = line.wanted().heard();
    FormattedText text = FormattedText.plain(TextSplitter.tail(heard, FormattedText.MAX_LENGTH));
    if (live(job).tryDraft(job.chat(), draftId(job), text)) {
      line.drafted(heard, clock.millis());
    }
  }

  /// Any number but 0.
  private static int draftId(Job job) {
    return (int) (job.id() % Integer.MAX_VALUE) + 1;
  }

  private boolean isDraftDue(StatusLine line) {
    return line.message() != null && line.isDraftDue(clock.millis(), PREVIEW_LASTS);
  }

  private boolean isPreviewed(StatusLine line) {
    Job job = line.job();
    return isPrivate(job.chat()) && live(job).takesDrafts(job.chat());
  }

  /// Groups have negative ids.
  private static boolean isPrivate(ChatRef chat) {
    return chat.chatId() > 0;
  }

  private String text(StatusLine line) {
    Job job = line.job();
    Texts texts = Texts.of(job.language());
    StatusLine.Wanted wanted = line.wanted();
    if (wanted.place() > 0) {
      return wanted
          .ready()
          .filter(r -> r.compareTo(WORTH_TELLING) >= 0)
          .map(r -> texts.get("status.queued_about", wanted.place(), about(texts, r)))
          .orElseGet(() -> texts.get("status.queued", wanted.place()));
    }
    long percent = (long) Math.floor(100 * wanted.fraction());
    String status =
        percent > 0 ? texts.get("status.progress", percent) : texts.get("status.running");
    if (wanted.heard().isEmpty() || !isPrivate(job.chat()) || live(job).takesDrafts(job.chat())) {
      return status;
    }
    int room = FormattedText.MAX_LENGTH - status.length() - 2;
    return status + "\n\n" + TextSplitter.tail(wanted.heard(), room);
  }

  /// As exact as it can be: tens of seconds, then minutes, then quarters of an hour.
  static String about(Texts texts, Duration time) {
    long seconds = time.toSeconds();
    long grain = seconds < 60 ? 10 : seconds < 30 * 60 ? 60 : 15 * 60;
    return texts.duration(Duration.ofSeconds(Math.ceilDiv(seconds, grain) * grain));
  }

  private static @Nullable Keyboard cancel(Job job) {
    String text = Texts.of(job.language()).get("button.cancel");
    return Keyboard.row(new Keyboard.Button.Press(text, CancelButton.data(job)));
  }

  private LiveMessenger live(Job job) {
    return telegram.messenger(job.chat().botId()).live();
  }
}
