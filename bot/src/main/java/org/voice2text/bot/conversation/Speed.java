package org.voice2text.bot.conversation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// How long recordings have taken lately, from their download to their text: a straight line over
/// their lengths, since every recording costs something and each second of it costs more.
/// Thread-safe.
final class Speed {
  /// With fewer nothing honest can be said.
  private static final int FEWEST = 3;

  private static final int MOST = 50;

  private record Sample(double audio, double took) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /// A recording was worked off.
  synchronized void took(Duration audio, Duration time) {
    if (samples.size() == MOST) {
      samples.removeFirst();
    }
    samples.addLast(new Sample(seconds(audio), seconds(time)));
  }

  /// How long a recording of this length will take; nothing while too little is known.
  synchronized Optional<Duration> expected(Duration audio) {
    int n = samples.size();
    if (n < FEWEST) {
      return Optional.empty();
    }
    double meanAudio = samples.stream().mapToDouble(Sample::audio).average().orElse(0);
    double meanTook = samples.stream().mapToDouble(Sample::took).average().orElse(0);
    double variance = samples.stream().mapToDouble(s -> Math.pow(s.audio - meanAudio, 2)).sum() / n;
    double covariance =
        samples.stream().mapToDouble(s -> (s.audio - meanAudio) * (s.took - meanTook)).sum() / n;
    // Of recordings of one length nobody learns what a longer one costs: the proportion, at most.
    double slope = variance < 1 ? meanTook / Math.max(1, meanAudio) : covariance / variance;
    double rising = Math.max(0, slope);
    double estimate = meanTook + rising * (seconds(audio) - meanAudio);
    return Optional.of(Duration.ofMillis(Math.round(1000 * Math.max(0, estimate))));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
