package org.voice2text.exporter.dashboard;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalDouble;
import org.voice2text.exporter.http.Credentials;

/// What the built-in dashboard is told once.
///
/// @param prometheus whose firing alerts are shown; empty for none
/// @param zone the operator's, whose midnight begins "today"
/// @param usdRub rubles for a dollar; without it costs are shown in dollars and without a limit
/// @param refresh how often the numbers from the database are read
public record DashboardConfig(
    InetSocketAddress address,
    Optional<Credentials> credentials,
    Optional<URI> prometheus,
    ZoneId zone,
    OptionalDouble usdRub,
    Duration refresh,
    Build build) {

  /// This process.
  ///
  /// @param revision of the source it was built from
  public record Build(String version, String revision, Instant startedAt) {}
}
