package org.voice2text.bot.conversation;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.JobDesk;
import org.voice2text.bot.transcription.Transcript;
import org.voice2text.model.event.JobFailure;

/// What the person who waits for a job sees: one status message, which the answer then replaces. An
/// edit can be repeated without harm, so that an answer of one part arrives once, whenever the
/// process is killed. The status is closed before the last word is written: nothing comes after it.
/// Thread-safe.
final class JobMessages implements JobDesk {
  private final TelegramHost telegram;
  private final StatusBoard board;
  private final AnswerWriter answers;
  private final TranscriptKeyboard keyboard;
  private final AfterDelivery afterDelivery;

  JobMessages(
      TelegramHost telegram,
      StatusBoard board,
      AnswerWriter answers,
      TranscriptKeyboard keyboard,
      AfterDelivery afterDelivery) {
    this.telegram = telegram;
    this.board = board;
    this.answers = answers;
    this.keyboard = keyboard;
    this.afterDelivery = afterDelivery;
  }

  /// Shows the place in the queue.
  void accepted(Job job) throws InterruptedException {
    board.accepted(job);
  }

  /// Brings the statuses up to date.
  ///
  /// @return when to do so again
  Duration refresh() {
    return board.look();
  }

  @Override
  public void started(Job job) {
    board.started(job);
  }

  @Override
  public void progress(Job job, double fraction) {
    board.progress(job, fraction);
  }

  @Override
  public void heard(Job job, String text) {
    board.heard(job, text);
  }

  @Override
  public void deliver(Job job, @Nullable Transcript transcript)
      throws TelegramException, InterruptedException {
    board.worked(job);
    StatusLine.Left left = board.close(job);
    if (transcript == null) {
      String silence = Texts.of(job.language()).get("no_speech");
      AnswerWriter.Sent _ =
          answers.deliver(
              job,
              new AnswerWriter.Answer(
                  silence, List.of(FormattedText.plain(silence)), _ -> keyboard.silence(job)),
              left);
    } else {
      AnswerWriter.Answer answer =
          new AnswerWriter.Answer(
              transcript.text(),
              TranscriptPages.of(transcript, false),
              place -> keyboard.main(ShownText.original(job, transcript, place)));
      AnswerWriter.Sent sent = answers.deliver(job, answer, left);
      afterDelivery.delivered(
          job, sent.messageId(), ShownText.original(job, transcript, sent.place()));
    }
  }

  @Override
  public void cancelled(Job job) throws TelegramException, InterruptedException {
    answers.replace(job, Texts.of(job.language()).get("status.cancelled"), board.close(job));
  }

  @Override
  public void failed(Job job, JobFailure failure) throws TelegramException, InterruptedException {
    answers.tell(job, text(job, failure), board.close(job));
  }

  @Override
  public void noMinutes(Job job, boolean isFreeOnAnotherDay)
      throws TelegramException, InterruptedException {
    NoMinutes why = new NoMinutes(job.userId() == null, isFreeOnAnotherDay);
    answers.tell(job, why.text(Texts.of(job.language())), board.close(job));
  }

  private String text(Job job, JobFailure failure) {
    Texts texts = Texts.of(job.language());
    return switch (failure) {
      case DOWNLOAD -> texts.get("failed.download");
      case TOO_LARGE ->
          texts.get(
              "failed.too_large", Texts.megabytes(telegram.files(job.chat().botId()).maxBytes()));
      case TOO_LONG -> texts.get("failed.too_long", texts.duration(job.audio()));
      case UNDECODABLE -> texts.get("failed.undecodable");
      case NO_FFMPEG -> texts.get("failed.no_ffmpeg");
      case ENGINES -> texts.get("failed.engines");
      case INTERNAL, UNDELIVERABLE -> texts.get("failed.internal");
    };
  }
}
