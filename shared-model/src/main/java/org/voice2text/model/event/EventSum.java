package org.voice2text.model.event;

import java.util.List;

/// What events of one quarter of an hour that agree in all their labels add up to. Text that an
/// event lacks is empty here.
///
/// @param bucket start of the quarter of an hour, UTC epoch milliseconds; 0 for events of whose
///   time nothing is known any more than that it is long past
/// @param durationUpTo the smallest of {@link #DURATION_LIMITS} that is not below the durations; 0
///   for a type whose durations are not classed
/// @param events how many they are
/// @param lastAt when the last of them happened
public record EventSum(
    long bucket,
    String type,
    String kind,
    String provider,
    String model,
    String status,
    String reason,
    long durationUpTo,
    long events,
    long lastAt,
    long audioMs,
    long durationMs,
    long costMicros,
    long promptTokens,
    long completionTokens,
    long stars) {

  /// Milliseconds of a bucket. The offsets of all time zones in use are multiples of it, so that
  /// hours and days of any of them can be put together from buckets.
  public static final long BUCKET_MILLIS = 15 * 60_000L;

  /// Upper limits of the classes of durations, in milliseconds: from a quarter of a second to ten
  /// minutes, and all that is longer.
  public static final List<Long> DURATION_LIMITS =
      List.of(
          250L,
          500L,
          1_000L,
          2_000L,
          3_000L,
          5_000L,
          8_000L,
          12_000L,
          20_000L,
          30_000L,
          60_000L,
          120_000L,
          300_000L,
          600_000L,
          86_400_000L);
}
