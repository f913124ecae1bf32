package org.voice2text.bot.conversation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Keyboard;
import org.voice2text.bot.telegram.Messenger;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.JobDesk;
import org.voice2text.bot.transcription.Transcript;
import org.voice2text.bot.transcription.TranscriptionQueue;
import org.voice2text.model.event.JobFailure;

/// What the person who waits for a job sees: one status message, which the answer then replaces. An
/// edit can be repeated without harm, so that an answer of one part arrives once, whenever the
/// process is killed. Thread-safe.
final class JobMessages implements JobDesk {
  private static final Logger log = LoggerFactory.getLogger(JobMessages.class);

  /// A status this young is not worth replacing by "it runs": the answer may come as soon.
  private static final Duration YOUNG = Duration.ofSeconds(1);

  private final TelegramHost telegram;
  private final TranscriptionQueue queue;
  private final DeliveryStore deliveries;
  private final TranscriptKeyboard keyboard;
  private final AfterDelivery afterDelivery;
  private final InstantSource clock;

  /// Striped, so that the handler that accepted a job and the worker that took it up send one
  /// status between them.
  private final List<Lock> locks = Stream.<Lock>generate(ReentrantLock::new).limit(64).toList();

  JobMessages(
      TelegramHost telegram,
      TranscriptionQueue queue,
      DeliveryStore deliveries,
      TranscriptKeyboard keyboard,
      AfterDelivery afterDelivery,
      InstantSource clock) {
    this.telegram = telegram;
    this.queue = queue;
    this.deliveries = deliveries;
    this.keyboard = keyboard;
    this.afterDelivery = afterDelivery;
    this.clock = clock;
  }

  /// Shows the place in the queue.
  void accepted(Job job) throws InterruptedException {
    showStatus(job, false);
  }

  @Override
  public void started(Job job) throws InterruptedException {
    showStatus(job, true);
  }

  private void showStatus(Job job, boolean running) throws InterruptedException {
    Texts texts = Texts.of(job.language());
    Lock lock = locks.get((int) (job.id() % locks.size()));
    lock.lockInterruptibly();
    try {
      Integer status = deliveries.find(job).get(DeliveryStore.STATUS);
      if (!queue.awaitsTranscript(job)) {
        // The recording was known, or somebody else's work on it has ended: the answer is on its
        // way.
        return;
      }
      if (status == null) {
        int place = running ? 0 : queue.place(job);
        String text = place > 0 ? texts.get("status.queued", place) : texts.get("status.running");
        int sent =
            messenger(job)
                .send(job.chat(), FormattedText.plain(text), job.messageId(), Priority.PROGRESS);
        deliveries.record(job, DeliveryStore.STATUS, sent, clock.millis());
      } else if (running && clock.millis() - job.queuedAt() > YOUNG.toMillis()) {
        messenger(job)
            .tryEdit(job.chat(), status, FormattedText.plain(texts.get("status.running")), null);
      }
    } catch (TelegramException e) {
      // The job goes on: its answer is what counts, and it needs no status message.
      log.info("Job {} has no status message: {}", job.id(), e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void deliver(Job job, @Nullable Transcript transcript)
      throws TelegramException, InterruptedException {
    if (transcript == null) {
      String silence = Texts.of(job.language()).get("no_speech");
      int _ = deliver(job, List.of(FormattedText.plain(silence)), null);
    } else {
      List<FormattedText> pages = TranscriptPages.of(transcript, false);
      Place place = pages.size() == 1 ? Place.TRANSCRIPT : Place.PART;
      ShownText shown =
          new ShownText(
              Texts.of(job.language()),
              TextView.original(job.id()),
              place,
              !transcript.segments().isEmpty());
      int last = deliver(job, pages, keyboard.main(shown));
      afterDelivery.delivered(job, last, shown);
    }
  }

  /// @param buttons under the last page; null for none
  /// @return the message with the last page
  private int deliver(Job job, List<FormattedText> pages, @Nullable Keyboard buttons)
      throws TelegramException, InterruptedException {
    Map<Integer, Integer> sent = new HashMap<>(sent(job));
    for (int part = 1; part <= pages.size(); part++) {
      if (!sent.containsKey(part)) {
        Integer status = part == 1 ? sent.get(DeliveryStore.STATUS) : null;
        Keyboard under = part == pages.size() ? buttons : null;
        int message = replaceOrSend(job, status, pages.get(part - 1), under, Priority.ANSWER);
        deliveries.record(job, part, message, clock.millis());
        sent.put(part, message);
      }
    }
    return Objects.requireNonNull(sent.get(pages.size()));
  }

  @Override
  public void progress(Job job, double fraction) {
    log.debug("Job {}: {} %", job.id(), Math.round(100 * fraction));
  }

  @Override
  public void cancelled(Job job) throws TelegramException, InterruptedException {
    Integer status = sent(job).get(DeliveryStore.STATUS);
    if (status != null) {
      FormattedText text = FormattedText.plain(Texts.of(job.language()).get("status.cancelled"));
      messenger(job).edit(job.chat(), status, text, Priority.ANSWER);
    }
  }

  @Override
  public void failed(Job job, JobFailure failure) throws TelegramException, InterruptedException {
    Texts texts = Texts.of(job.language());
    String text =
        switch (failure) {
          case DOWNLOAD -> texts.get("failed.download");
          case TOO_LARGE ->
              texts.get(
                  "failed.too_large",
                  Texts.megabytes(telegram.files(job.chat().botId()).maxBytes()));
          case TOO_LONG -> texts.get("failed.too_long", texts.duration(job.audio()));
          case UNDECODABLE -> texts.get("failed.undecodable");
          case NO_FFMPEG -> texts.get("failed.no_ffmpeg");
          case ENGINES -> texts.get("failed.engines");
          case INTERNAL, UNDELIVERABLE -> texts.get("failed.internal");
        };
    Integer status = sent(job).get(DeliveryStore.STATUS);
    int _ = replaceOrSend(job, status, FormattedText.plain(text), null, Priority.ERROR);
  }

  /// What was sent for a job, once a status message that is being sent is recorded.
  private Map<Integer, Integer> sent(Job job) throws InterruptedException {
    Lock lock = locks.get((int) (job.id() % locks.size()));
    lock.lockInterruptibly();
    try {
      return deliveries.find(job);
    } finally {
      lock.unlock();
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
        if (e.kind() != TelegramException.Kind.MESSAGE_GONE) {
          throw e;
        }
      }
    }
    return messenger(job).send(job.chat(), text, buttons, job.messageId(), priority);
  }

  private Messenger messenger(Job job) {
    return telegram.messenger(job.chat().botId());
  }
}
