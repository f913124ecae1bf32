package org.voice2text.bot.conversation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.TranscriptionQueue;

/// The status messages of all jobs that wait or run. Whoever knows news only notes it here; a look
/// at regular times brings to Telegram what has changed, without holding anybody up, and what
/// cannot be written at once is dropped for the next look. Thread-safe.
final class StatusBoard {
  private static final Logger log = LoggerFactory.getLogger(StatusBoard.class);

  static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /// The queue is read no more often than that.
  private static final Duration QUEUE_EVERY = Duration.ofSeconds(3);

  /// Between two changes of what one chat sees. A group may get 20 messages a minute, and answers
  /// need them.
  private static final Duration PRIVATE_EVERY = Duration.ofSeconds(3);

  private static final Duration GROUP_EVERY = Duration.ofSeconds(10);

  /// So long the end of a job is remembered, so that a handler that was held up shows no status
  /// after it.
  private static final Duration REMEMBERED = Duration.ofMinutes(2);

  /// Longer than any call to Telegram lasts.
  private static final Duration CALL = Duration.ofSeconds(45);

  /// Statuses must leave connections to the answers.
  private static final int AT_A_TIME = 8;

  private final TranscriptionQueue queue;
  private final StatusWriter writer;
  private final Speed speed = new Speed();
  private final InstantSource clock;
  private final Map<Long, StatusLine> lines = new ConcurrentHashMap<>();
  private final Semaphore slots = new Semaphore(AT_A_TIME);
  private boolean lookedBefore;
  private long queueReadAt;

  StatusBoard(TranscriptionQueue queue, StatusWriter writer, InstantSource clock) {
    this.queue = queue;
    this.writer = writer;
    this.clock = clock;
  }

  /// Shows the place of a job that has just joined the queue.
  void accepted(Job job) throws InterruptedException {
    StatusLine line = line(job);
    if (!line.isSilent()) {
      long asOf = clock.millis();
      Forecast forecast = forecast(queue.unfinished());
      if (forecast.knows(job)) {
        foresee(line, forecast, asOf);
        writer.write(line);
      } else {
        // The recording was known, or somebody else's work on it has ended: the answer is on its
        // way.
        boolean _ = lines.remove(job.id(), line);
      }
    }
  }

  void started(Job job) {
    line(job).started(clock.millis());
  }

  void progress(Job job, double fraction) {
    sharing(job).forEach(line -> line.progress(fraction));
  }

  void heard(Job job, String text) {
    sharing(job).forEach(line -> line.heard(text));
  }

  /// The job's line and those of others who wait for the same recording.
  private Stream<StatusLine> sharing(Job job) {
    StatusLine own = line(job);
    return Stream.concat(
        Stream.of(own),
        lines.values().stream()
            .filter(line -> line != own && line.job().recording().equals(job.recording())));
  }

  /// The job was worked off, not only told again.
  void worked(Job job) {
    StatusLine line = lines.get(job.id());
    if (line != null && !line.isClosed() && job.audio().isPositive()) {
      line.elapsed(clock.millis()).ifPresent(took -> speed.took(job.audio(), took));
    }
  }

  /// From now on nothing is written into the job's status message.
  StatusLine.Left close(Job job) throws InterruptedException {
    return line(job).close(clock.millis(), CALL);
  }

  private StatusLine line(Job job) {
    return lines.computeIfAbsent(job.id(), _ -> new StatusLine(job));
  }

  /// Looks what has changed and begins to write it. Called by one thread.
  ///
  /// @return when to look again
  Duration look() {
    long now = clock.millis();
    lines.values().removeIf(l -> l.isClosedSince(now - REMEMBERED.toMillis()));
    boolean idle = lines.values().stream().allMatch(StatusLine::isClosed);
    if (lookedBefore && idle) {
      return LOOK_EVERY;
    }
    if (!lookedBefore || now - queueReadAt >= QUEUE_EVERY.toMillis()) {
      readQueue(now);
    }
    Map<Long, Long> lastWritten = new HashMap<>();
    for (StatusLine line : lines.values()) {
      long _ = lastWritten.merge(line.job().chat().chatId(), line.writtenAt(), Math::max);
    }
    lines.values().stream()
        .sorted(Comparator.comparingLong(l -> l.job().id()))
        .forEach(line -> {
          long chat = line.job().chat().chatId();
          Duration every = chat < 0 ? GROUP_EVERY : PRIVATE_EVERY;
          boolean early = now - lastWritten.getOrDefault(chat, 0L) < every.toMillis();
          if (!line.isSilent() && writer.isDue(line) && !(early && line.message() != null)) {
            lastWritten.put(chat, now);
            writeAside(line);
          }
        });
    return LOOK_EVERY;
  }

  private void readQueue(long now) {
    // Before the read: a job that joins meanwhile is not missing from what was read.
    List<StatusLine> known = List.copyOf(lines.values());
    List<Job> unfinished = queue.unfinished();
    Forecast forecast = forecast(unfinished);
    for (StatusLine line : known) {
      if (!line.isClosed() && !forecast.knows(line.job())) {
        // It ended elsewhere.
        boolean _ = lines.remove(line.job().id(), line);
      }
    }
    if (!lookedBefore) {
      // Those that an earlier process has left.
      unfinished.stream().filter(writer::serves).forEach(this::line);
      lookedBefore = true;
    }
    lines.values().stream()
        .filter(l -> forecast.knows(l.job()))
        .forEach(l -> foresee(l, forecast, now));
    queueReadAt = now;
  }

  private Forecast forecast(List<Job> unfinished) {
    long now = clock.millis();
    return new Forecast(
        unfinished,
        speed,
        job -> {
          StatusLine line = lines.get(job.id());
          return line == null ? Duration.ZERO : line.elapsed(now).orElse(Duration.ZERO);
        });
  }

  private static void foresee(StatusLine line, Forecast forecast, long asOf) {
    line.queued(forecast.place(line.job()), forecast.ready(line.job()), asOf);
  }

  private void writeAside(StatusLine line) {
    if (!slots.tryAcquire()) {
      return;
    }
    Thread _ =
        Thread.ofVirtual()
            .name("status-" + line.job().id())
            .start(() -> {
              try {
                writer.write(line);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException e) {
                log.warn("Job {}: its status could not be written", line.job().id(), e);
              } finally {
                slots.release();
              }
            });
  }
}
