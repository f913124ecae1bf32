package org.voice2text.sandbox.traffic;

import java.util.Map;

/// How much is going on.
///
/// @param botId 0 for the first bot that calls
/// @param users how many people take part, 1 to 10,000
/// @param perSecond messages and presses of all people together, above 0 and at most 500
/// @param mix how often each activity, relative to the others
/// @param shortest length of recordings in seconds
/// @param longest length of recordings in seconds, at most 600
/// @param repeats which share of the recordings was sent before, from 0 to 1
/// @param seed the same seed makes the same traffic
public record TrafficPlan(
    long botId,
    int users,
    double perSecond,
    Map<Activity, Integer> mix,
    int shortest,
    int longest,
    double repeats,
    long seed) {
  private static final int MOST_USERS = 10_000;
  private static final int MOST_PER_SECOND = 500;
  private static final int LONGEST = 600;

  /// Mostly voice messages, as with a real bot.
  public static final Map<Activity, Integer> USUAL =
      Map.of(
          Activity.VOICE, 60,
          Activity.AUDIO, 6,
          Activity.VIDEO_NOTE, 8,
          Activity.VIDEO, 3,
          Activity.DOCUMENT, 3,
          Activity.TEXT, 6,
          Activity.COMMAND, 4,
          Activity.PRESS, 10);

  public TrafficPlan {
    mix = Map.copyOf(mix);
    require(
        users >= 1 && users <= MOST_USERS, "users %d must be 1 to %d".formatted(users, MOST_USERS));
    require(
        perSecond > 0 && perSecond <= MOST_PER_SECOND,
        "perSecond %s must be above 0 and at most %d".formatted(perSecond, MOST_PER_SECOND));
    require(
        shortest >= 1 && longest >= shortest && longest <= LONGEST,
        "recordings of %d to %d seconds must have 1 to %d".formatted(shortest, longest, LONGEST));
    require(repeats >= 0 && repeats <= 1, "repeats %s must be 0 to 1".formatted(repeats));
    require(
        mix.values().stream().allMatch(n -> n >= 0)
            && mix.values().stream().mapToInt(n -> n).sum() > 0,
        "the mix %s must have a number above 0 and none below".formatted(mix));
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  /// The usual mix of recordings of 2 to 60 seconds, of which one in ten was sent before.
  public static TrafficPlan of(int users, double perSecond) {
    return new TrafficPlan(0, users, perSecond, USUAL, 2, 60, 0.1, 1);
  }

  public TrafficPlan to(long bot) {
    return new TrafficPlan(bot, users, perSecond, mix, shortest, longest, repeats, seed);
  }

  public TrafficPlan of(Map<Activity, Integer> otherMix) {
    return new TrafficPlan(botId, users, perSecond, otherMix, shortest, longest, repeats, seed);
  }

  public TrafficPlan lasting(int shortestSeconds, int longestSeconds) {
    return new TrafficPlan(
        botId, users, perSecond, mix, shortestSeconds, longestSeconds, repeats, seed);
  }
}
