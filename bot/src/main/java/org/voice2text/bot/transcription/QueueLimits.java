package org.voice2text.bot.transcription;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.voice2text.model.event.RateLimit;

/// How much the queue takes, so that nobody fills it alone. Immutable.
///
/// @param capacity recordings that wait
/// @param waitingPerUser of them, one user's
/// @param waitingPerChat of them, one chat's
/// @param perUserAndMinute new recordings of one user
/// @param perChatAndMinute new recordings of one chat
public record QueueLimits(
    int capacity,
    int waitingPerUser,
    int waitingPerChat,
    int perUserAndMinute,
    int perChatAndMinute) {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// People forward a few at once, however small the queue is.
  private static final int A_FEW = 5;

  /// Telegram takes 20 messages a minute for a group: more would only wait to be answered.
  private static final int PER_MINUTE = 20;

  /// Half of the queue for each, and as many recordings a minute as Telegram takes answers.
  public static QueueLimits of(int capacity) {
    int half = Math.max(A_FEW, capacity / 2);
    return new QueueLimits(capacity, half, half, PER_MINUTE, PER_MINUTE);
  }

  /// Why the recording cannot be taken now; nothing when it can.
  ///
  /// @param needsWorker whether nobody waits for the same recording and no transcript of it is
  ///   stored
  Optional<Admission> refusal(
      Handle handle, QueueOrder order, NewJob job, boolean needsWorker, long now) {
    if (needsWorker && order.waiting(handle) >= capacity) {
      return Optional.of(new Admission.Full(capacity));
    }
    Optional<Admission> tooFast = tooFast(handle, job, now);
    return tooFast.isPresent() || !needsWorker ? tooFast : tooManyWaiting(handle, order, job);
  }

  private Optional<Admission> tooFast(Handle handle, NewJob job, long now) {
    if (job.userId() != null) {
      Optional<Duration> wait = wait(handle, "user_id", job.userId(), perUserAndMinute, now);
      if (wait.isPresent()) {
        return Optional.of(new Admission.TooFast(RateLimit.USER, perUserAndMinute, wait.get()));
      }
    }
    return wait(handle, "chat_id", job.chat().chatId(), perChatAndMinute, now)
        .map(wait -> new Admission.TooFast(RateLimit.CHAT, perChatAndMinute, wait));
  }

  /// How long until the last minute holds fewer recordings than it may; nothing when it does.
  private static Optional<Duration> wait(
      Handle handle, String column, long key, int limit, long now) {
    long since = now - MINUTE.toMillis();
    return handle
        .createQuery(
            "select queued_at from jobs where "
                + column
                + " = :key and queued_at > :since order by queued_at desc limit 1 offset :others")
        .bind("key", key)
        .bind("since", since)
        .bind("others", limit - 1)
        .mapTo(Long.class)
        .findOne()
        .map(oldest -> Duration.ofMillis(oldest - since));
  }

  private Optional<Admission> tooManyWaiting(Handle handle, QueueOrder order, NewJob job) {
    int ofUser = order.waitingOf(handle, job.userId(), job.chat().chatId());
    if (ofUser >= waitingPerUser) {
      return Optional.of(new Admission.TooManyWaiting(RateLimit.USER, ofUser));
    }
    int inChat = order.waitingIn(handle, job.chat().chatId());
    return inChat >= waitingPerChat
        ? Optional.of(new Admission.TooManyWaiting(RateLimit.CHAT, inChat))
        : Optional.empty();
  }
}
