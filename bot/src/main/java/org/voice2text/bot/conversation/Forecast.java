package org.voice2text.bot.conversation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.Job.Recording;
import org.voice2text.bot.transcription.JobState;

/// When whose turn is, by the queue as it was at one moment. Several jobs for one recording need
/// one worker between them. Immutable.
final class Forecast {
  private final Set<Long> ids = new HashSet<>();
  private final Map<Recording, Integer> places = new HashMap<>();
  private final Map<Recording, Optional<Duration>> waits = new HashMap<>();

  /// @param unfinished jobs that wait or run, in the order of their turns
  /// @param elapsed for how long a running job has run
  Forecast(List<Job> unfinished, Speed speed, Function<Job, Duration> elapsed) {
    Set<Recording> running = new HashSet<>();
    List<Optional<Duration>> left = new ArrayList<>();
    for (Job job : unfinished) {
      boolean _ = ids.add(job.id());
      if (job.state() == JobState.RUNNING) {
        boolean _ = running.add(job.recording());
        left.add(speed.expected(job.audio()).map(e -> positive(e.minus(elapsed.apply(job)))));
      }
    }
    int workers = Math.max(1, left.size());
    for (Job job : unfinished) {
      Recording recording = job.recording();
      if (job.state() == JobState.QUEUED
          && !running.contains(recording)
          && !places.containsKey(recording)) {
        Optional<Duration> own = speed.expected(job.audio());
        places.put(recording, places.size() + 1);
        waits.put(recording, sum(left).flatMap(ahead -> own.map(ahead.dividedBy(workers)::plus)));
        left.add(own);
      }
    }
  }

  /// Whether the job still waits or runs.
  boolean knows(Job job) {
    return ids.contains(job.id());
  }

  /// The place of a waiting job, 1 for the next; 0 when its recording is being worked on.
  int place(Job job) {
    return places.getOrDefault(job.recording(), 0);
  }

  /// After what time a waiting job is done, if that can be said.
  Optional<Duration> ready(Job job) {
    return waits.getOrDefault(job.recording(), Optional.empty());
  }

  private static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  private static Optional<Duration> sum(List<Optional<Duration>> parts) {
    return parts.stream().allMatch(Optional::isPresent)
        ? Optional.of(
            parts.stream().flatMap(Optional::stream).reduce(Duration.ZERO, Duration::plus))
        : Optional.empty();
  }
}
