package org.voice2text.bot.conversation;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.transcription.Job;

/// What is known about one job's status message, and what it should say. At most one call to
/// Telegram is under way for it, between [#begin] and [#end]; no lock is held meanwhile. Once
/// closed nothing is written any more. Thread-safe.
final class StatusLine {
  private final Job job;
  private boolean busy;
  private boolean closed;
  private long closedAt;
  private boolean mute;
  private boolean adopted;
  private @Nullable Integer message;
  private @Nullable String shown;
  private long writtenAt;
  private int place;
  private Optional<Duration> ready = Optional.empty();
  private @Nullable Long startedAt;
  private double fraction;
  private String heard = "";
  private @Nullable String drafted;
  private long draftedAt;

  StatusLine(Job job) {
    this.job = job;
  }

  Job job() {
    return job;
  }

  /// What the message was when nothing may be written any more.
  ///
  /// @param message null when there is none that this process knows of
  /// @param drafted whether a preview of the answer is to be seen
  record Left(@Nullable Integer message, boolean drafted) {}

  /// What there is to show now.
  ///
  /// @param place in the queue; 0 when it is the job's turn
  /// @param fraction how much is done, 0 to 1
  /// @param heard the beginning of the text; empty while there is none
  record Wanted(int place, Optional<Duration> ready, double fraction, String heard) {}

  /// @return false when somebody else writes, or nobody may any more; otherwise the caller
  ///   [ends][#end] it
  synchronized boolean begin() {
    if (busy || closed || mute) {
      return false;
    }
    busy = true;
    return true;
  }

  synchronized void end() {
    busy = false;
    notifyAll();
  }

  /// Lets nobody begin any more, and waits for who has.
  synchronized Left close(long now, Duration patience) throws InterruptedException {
    closed = true;
    closedAt = now;
    long deadline = System.nanoTime() + patience.toNanos();
    while (busy) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return new Left(message, drafted != null);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized boolean isClosedSince(long time) {
    return closed && closedAt < time;
  }

  /// Telegram does not want this status, or its reader deleted it.
  synchronized void mute() {
    mute = true;
  }

  synchronized boolean isSilent() {
    return busy || closed || mute;
  }

  /// @param asOf when the queue was looked at: a job may have been taken up since
  synchronized void queued(int newPlace, Optional<Duration> newReady, long asOf) {
    if (startedAt == null || startedAt < asOf) {
      place = newPlace;
      ready = newReady;
    }
  }

  synchronized void started(long now) {
    place = 0;
    fraction = 0;
    startedAt = now;
  }

  synchronized void progress(double newFraction) {
    place = 0;
    fraction = newFraction;
  }

  synchronized void heard(String text) {
    heard = text;
  }

  /// For how long the job has been worked on; nothing when that is not known here.
  synchronized Optional<Duration> elapsed(long now) {
    return Optional.ofNullable(startedAt).map(at -> Duration.ofMillis(Math.max(0, now - at)));
  }

  synchronized Wanted wanted() {
    return new Wanted(place, ready, fraction, heard);
  }

  /// Whether it was looked up which message an earlier process sent.
  synchronized boolean isAdopted() {
    return adopted || message != null;
  }

  synchronized void adopt(@Nullable Integer sentBefore) {
    adopted = true;
    message = sentBefore;
  }

  synchronized @Nullable Integer message() {
    return message;
  }

  synchronized boolean shows(String text) {
    return Objects.equals(shown, text);
  }

  synchronized void wrote(int id, String text, long now) {
    message = id;
    shown = text;
    writtenAt = now;
  }

  synchronized void drafted(String text, long now) {
    drafted = text;
    draftedAt = now;
    writtenAt = now;
  }

  /// Whether a preview is to be shown, or to be shown again before it fades.
  synchronized boolean isDraftDue(long now, Duration lasts) {
    return !heard.isEmpty() && (!heard.equals(drafted) || now - draftedAt >= lasts.toMillis());
  }

  /// UTC epoch milliseconds; 0 when nothing was written yet.
  synchronized long writtenAt() {
    return writtenAt;
  }
}
