package org.voice2text.bot.transcription.audio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts a long recording into parts, each cut in the middle of a pause, so that no word is torn.
///
/// What a pause is follows from what is heard around it: it begins when the sound falls near the
/// background's level and ends only when it rises clearly above it, so that one quiet syllable does
/// not end it. Where nobody pauses, the cut is made at the quietest place.
public final class Cuts {
  /// Shorter than that is a breath between two words.
  private static final int SHORTEST_PAUSE = millis(200);

  /// A longer pause is no better than one of this length.
  private static final int GOOD_PAUSE = millis(1000);

  /// Where nobody pauses, so much around a cut is to be quiet.
  private static final int QUIET = millis(240);

  /// Who hurries hardly pauses: the background is heard in few of the frames.
  private static final double QUIETEST = 0.01;

  private static final double LOUDEST = 0.9;

  /// Quieter than background plus this share of the way up to speech begins a pause, louder than
  /// the higher share ends it.
  private static final double ENTER = 0.25;

  private static final double LEAVE = 0.4;

  /// With less between the quiet and the loud there are no pauses, only noise; decibels.
  private static final int LEAST_CONTRAST = 6;

  private final SoundLevels levels;
  private final int target;
  private final int longest;

  /// A stretch of the recording. Each begins where the one before it ends.
  public record Part(Duration from, Duration to) {
    public Duration length() {
      return to.minus(from);
    }
  }

  private record Pause(int from, int to) {
    int middle() {
      return (from + to) / 2;
    }
  }

  private Cuts(SoundLevels levels, int target, int longest) {
    this.levels = levels;
    this.target = target;
    this.longest = longest;
  }

  /// @param target about how long a part is to be; the last one may be half as long again
  /// @param longest how long a part may be, at least twice the target
  public static List<Part> parts(SoundLevels levels, Duration target, Duration longest) {
    return new Cuts(levels, millis(target.toMillis()), millis(longest.toMillis())).parts();
  }

  private static int millis(long millis) {
    return (int) (millis / SoundLevels.FRAME_MILLIS);
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    int start = 0;
    while (levels.frames() - start > target + target / 2) {
      int cut = cutAfter(start);
      parts.add(new Part(time(start), time(cut)));
      start = cut;
    }
    parts.add(new Part(time(start), levels.length()));
    return parts;
  }

  private static Duration time(int frame) {
    return Duration.ofMillis((long) frame * SoundLevels.FRAME_MILLIS);
  }

  private int cutAfter(int start) {
    int from = start + target / 2;
    int to = Math.min(start + longest, levels.frames());
    return bestPause(from, to, start + target)
        .map(Pause::middle)
        .orElseGet(() -> quietest(Math.max(from, start + target - target / 4), to));
  }

  /// The longest pause, and of several good ones that nearest to where the cut should be.
  private Optional<Pause> bestPause(int from, int to, int wanted) {
    Pause best = null;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (Pause pause : pauses(from, to)) {
      double length = Math.min(GOOD_PAUSE, pause.to - pause.from) / (double) GOOD_PAUSE;
      double distance = Math.abs(pause.middle() - wanted) / (double) target;
      if (length - distance > bestScore) {
        bestScore = length - distance;
        best = pause;
      }
    }
    return Optional.ofNullable(best);
  }

  private List<Pause> pauses(int from, int to) {
    int background = levels.percentile(from, to, QUIETEST);
    int contrast = levels.percentile(from, to, LOUDEST) - background;
    if (contrast < LEAST_CONTRAST) {
      return List.of();
    }
    double enter = background + ENTER * contrast;
    double leave = background + LEAVE * contrast;
    List<Pause> pauses = new ArrayList<>();
    int began = -1;
    for (int i = from; i <= to; i++) {
      boolean ends = i == to || levels.level(i) > leave;
      if (began < 0 && !ends && levels.level(i) <= enter) {
        began = i;
      } else if (began >= 0 && ends) {
        if (i - began >= SHORTEST_PAUSE) {
          pauses.add(new Pause(began, i));
        }
        began = -1;
      }
    }
    return pauses;
  }

  /// The middle of the stretch with the least sound.
  private int quietest(int from, int to) {
    long sum = 0;
    long least = Long.MAX_VALUE;
    int best = to;
    for (int i = from; i < to; i++) {
      sum += levels.level(i);
      if (i - from >= QUIET) {
        sum -= levels.level(i - QUIET);
        if (sum < least) {
          least = sum;
          best = i - QUIET / 2;
        }
      }
    }
    return best;
  }
}
