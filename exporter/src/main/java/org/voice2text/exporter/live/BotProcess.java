package org.voice2text.exporter.live;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import java.time.Duration;
import java.util.OptionalDouble;

/// What a bot tells of its own process, wherever that runs. What it does not tell is empty.
///
/// @param sessionId of the bot's run
/// @param age of the process when its other values were read
/// @param cpuSeconds used since the start
/// @param residentBytes of memory
/// @param limitBytes of memory that it may use: its container's limit, or its machine's memory
public record BotProcess(
    String sessionId,
    Duration age,
    OptionalDouble cpuSeconds,
    OptionalDouble residentBytes,
    OptionalDouble limitBytes) {

  static BotProcess of(Session session) {
    return new BotProcess(
        session.hello().sessionId(),
        age(session),
        value(session, "process_cpu_seconds"),
        value(session, "process_resident_memory_bytes"),
        value(session, "process_memory_limit_bytes"));
  }

  /// A bot reads these values more rarely than it pushes, and so tells its age with them; of
  /// another sender the time of the frame has to do.
  private static Duration age(Session session) {
    OptionalDouble seconds = value(session, "process_uptime_seconds");
    return seconds.isPresent()
        ? Duration.ofMillis((long) (seconds.getAsDouble() * 1e3))
        : Duration.between(session.hello().processStart(), session.lastFrameAt());
  }

  private static OptionalDouble value(Session session, String name) {
    Family family = session.families().get(name);
    return family == null || family.points().isEmpty()
        ? OptionalDouble.empty()
        : value(family.points().getFirst());
  }

  private static OptionalDouble value(DataPointSnapshot point) {
    return switch (point) {
      case CounterDataPointSnapshot counter -> OptionalDouble.of(counter.getValue());
      case GaugeDataPointSnapshot gauge -> OptionalDouble.of(gauge.getValue());
      default -> OptionalDouble.empty();
    };
  }
}
