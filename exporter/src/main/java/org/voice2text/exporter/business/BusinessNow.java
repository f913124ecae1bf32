package org.voice2text.exporter.business;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was last read from the bot's database. Immutable.
///
/// @param readAt when the totals were read; empty while they never were
/// @param fresh whether the last try to read the totals succeeded
public record BusinessNow(
    Optional<Instant> readAt,
    boolean fresh,
    Optional<Totals> totals,
    Optional<UserActivity> activity) {

  /// The last days, in order; hours in which nothing happened are missing.
  public List<HourlyCounts> hours() {
    return totals.map(Totals::hourly).orElse(List.of());
  }
}
