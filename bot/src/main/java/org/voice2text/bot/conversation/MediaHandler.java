package org.voice2text.bot.conversation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.conversation.Answers.EventsOf;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.MediaFile;
import org.voice2text.bot.telegram.Priority;
import org.voice2text.bot.telegram.Sender;
import org.voice2text.bot.telegram.TelegramException;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.transcription.Admission;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.JobState;
import org.voice2text.bot.transcription.NewJob;
import org.voice2text.bot.transcription.TranscriptionQueue;
import org.voice2text.model.event.ButtonAction;
import org.voice2text.model.event.Operation;
import org.voice2text.model.event.RateLimit;
import org.voice2text.model.event.RefusalReason;
import org.voice2text.model.event.TechnicalEvent;
import org.voice2text.model.store.Database;

/// Takes a recording into the queue, or says why not. Thread-safe.
final class MediaHandler {
  /// Names of its transactions, for measurement.
  static final String OPERATION = "accept_media";

  /// How often a group is told why its recordings are not taken.
  private static final Duration TELL_EVERY = Duration.ofMinutes(10);

  private final Database database;
  private final TelegramHost telegram;
  private final TranscriptionQueue queue;
  private final Answers answers;
  private final JobMessages jobMessages;
  private final Limits limits;
  private final Seldom<Told> told;

  private record Told(ChatRef chat, RefusalReason reason) {}

  MediaHandler(
      Database database,
      TelegramHost telegram,
      TranscriptionQueue queue,
      Answers answers,
      JobMessages jobMessages,
      Limits limits,
      InstantSource clock) {
    this.database = database;
    this.telegram = telegram;
    this.queue = queue;
    this.answers = answers;
    this.jobMessages = jobMessages;
    this.limits = limits;
    this.told = new Seldom<>(TELL_EVERY, clock);
  }

  /// Somebody's wish to have a recording transcribed.
  ///
  /// @param messageId the one to answer
  /// @param recognitionLanguage ISO 639-1 code of the speech; null lets the engine find out
  /// @param isFresh whether a transcript that is stored will not do
  /// @param isAsked whether somebody wants an answer, and not only the group's settings
  /// @param event what there is to tell besides
  private record Wish(
      UpdateKey update,
      Incoming.Content content,
      ChatRef chat,
      int messageId,
      @Nullable Sender sender,
      MediaFile file,
      @Nullable String recognitionLanguage,
      boolean isFresh,
      boolean isAsked,
      EventsOf event) {}

  /// Takes a recording that was sent: in a group, because it has every one taken.
  void sent(UpdateKey update, Incoming.Message message, MediaFile file)
      throws TelegramException, InterruptedException {
    handle(update, message, file, message.isPrivate());
  }

  /// Takes a recording that somebody pointed at.
  ///
  /// @param message the one to answer
  void asked(UpdateKey update, Incoming.Message message, MediaFile file)
      throws TelegramException, InterruptedException {
    handle(update, message, file, true);
  }

  private void handle(UpdateKey update, Incoming.Message message, MediaFile file, boolean isAsked)
      throws TelegramException, InterruptedException {
    handle(
        new Wish(
            update,
            message,
            message.chat(),
            message.messageId(),
            message.sender(),
            file,
            answers.recognitionLanguage(message.chat()),
            false,
            isAsked,
            Answers.NOTHING));
  }

  /// Has the recording of a job recognised once more.
  ///
  /// @param language ISO 639-1 code of the speech; null lets the engine find out
  void again(UpdateKey update, Incoming.Press press, Job job, @Nullable String language)
      throws TelegramException, InterruptedException {
    handle(
        new Wish(
            update,
            press,
            job.chat(),
            job.messageId(),
            press.sender(),
            job.file(),
            language,
            true,
            true,
            user -> List.of(new TechnicalEvent.ButtonPressed(user, ButtonAction.RETRY))));
  }

  private void handle(Wish wish) throws TelegramException, InterruptedException {
    Optional<Refusal> refusal = refusal(wish);
    if (refusal.isEmpty()) {
      Admission admission = admit(wish);
      if (admission instanceof Admission.Accepted(Job job) && job.state() == JobState.QUEUED) {
        // Otherwise the answer is on its way already.
        jobMessages.accepted(job);
      }
      refusal = refusal(wish, admission);
    }
    if (refusal.isPresent()) {
      refuse(wish, refusal.get());
    }
  }

  /// @param slowedDown which limit was reached; null for none
  private record Refusal(RefusalReason reason, String text, @Nullable RateLimit slowedDown) {
    Refusal(RefusalReason reason, String text) {
      this(reason, text, null);
    }
  }

  /// What can be told before anything is downloaded.
  private Optional<Refusal> refusal(Wish wish) {
    Texts texts = answers.texts(wish.chat, wish.sender);
    MediaFile file = wish.file;
    long size = file.size().orElse(1);
    long maxBytes = telegram.files(wish.chat.botId()).maxBytes();
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

  /// What the queue has against it.
  private Optional<Refusal> refusal(Wish wish, Admission admission) {
    Texts texts = answers.texts(wish.chat, wish.sender);
    return switch (admission) {
      case Admission.Accepted _, Admission.Known _ -> Optional.empty();
      case Admission.NoMinutes(boolean isFreeOnAnotherDay) ->
          Optional.of(
              new Refusal(
                  RefusalReason.NO_MINUTES,
                  new NoMinutes(wish.sender == null, isFreeOnAnotherDay).text(texts)));
      case Admission.Full(int capacity) ->
          Optional.of(
              new Refusal(RefusalReason.QUEUE_FULL, texts.get("refused.queue_full", capacity)));
      case Admission.TooFast(RateLimit limit, int perMinute, Duration retryAfter) -> {
        String wait = texts.duration(retryAfter.plusMillis(999));
        yield slowedDown(
            limit,
            switch (limit) {
              case USER -> texts.get("refused.too_fast.user", perMinute, wait);
              case CHAT, GLOBAL -> texts.get("refused.too_fast.chat", perMinute, wait);
            });
      }
      case Admission.TooManyWaiting(RateLimit limit, int waiting) ->
          slowedDown(
              limit,
              switch (limit) {
                case USER -> texts.get("refused.too_many.user", waiting);
                case CHAT, GLOBAL -> texts.get("refused.too_many.chat", waiting);
              });
    };
  }

  private static Optional<Refusal> slowedDown(RateLimit limit, String text) {
    return Optional.of(new Refusal(RefusalReason.RATE_LIMITED, text, limit));
  }

  private Admission admit(Wish wish) {
    String language = answers.language(wish.chat, wish.sender);
    return database.transaction(
        OPERATION,
        h -> {
          @Nullable Long user = answers.touch(h, wish.sender);
          Admission admission =
              queue.add(
                  h,
                  new NewJob(
                      wish.update,
                      wish.chat,
                      wish.messageId,
                      user,
                      language,
                      wish.file,
                      wish.recognitionLanguage,
                      wish.isFresh));
          if (admission instanceof Admission.Accepted || admission instanceof Admission.Known) {
            EventsOf performed =
                id -> List.of(new TechnicalEvent.OperationPerformed(id, Operation.TRANSCRIBE));
            boolean _ = answers.finish(h, wish.update, wish.content, performed.and(wish.event));
          }
          return admission;
        });
  }

  private void refuse(Wish wish, Refusal refusal) throws TelegramException, InterruptedException {
    Told what = new Told(wish.chat, refusal.reason);
    if (wish.isAsked || told.isDue(what)) {
      int _ =
          answers
              .messenger(wish.chat)
              .send(wish.chat, FormattedText.plain(refusal.text), wish.messageId, Priority.ERROR);
      told.done(what);
    }
    EventsOf refused =
        user -> List.of(new TechnicalEvent.JobRefused(user, wish.file.type(), refusal.reason));
    EventsOf limited =
        user ->
            refusal.slowedDown == null
                ? List.of()
                : List.of(new TechnicalEvent.RateLimited(user, refusal.slowedDown));
    answers.finishAnswered(wish.update, wish.content, refused.and(limited).and(wish.event));
  }
}
