package org.voice2text.model.catalogue;

import static org.voice2text.model.catalogue.ServedMetric.counter;
import static org.voice2text.model.catalogue.ServedMetric.gauge;
import static org.voice2text.model.catalogue.ServedMetric.info;

import java.util.List;
import org.voice2text.model.live.LiveRejection;

/// What the exporter tells of itself, of the machine and of its view on the bot: each once, as
/// data.
public final class ExporterCatalogue {
  private static final MetricLabel COLLECTOR = MetricLabel.configured("collector");

  public static final ServedMetric BOT_HEALTH =
      gauge("bot_health", "1 if a bot pushes its metrics, else 0.");
  public static final ServedMetric BOT_UPTIME =
      gauge("bot_uptime_seconds", "Seconds since the youngest bot started; 0 if none pushes.");
  public static final ServedMetric BOT_LAST_PUSH =
      gauge(
          "bot_last_push_timestamp_seconds",
          "When a bot last pushed, in seconds since 1970; 0 if none ever did.");
  public static final ServedMetric BOT_SESSIONS = gauge("bot_sessions", "Bots that push now.");
  public static final ServedMetric LIVE_FRAMES =
      counter("exporter_live_frames_total", "Frames taken from the live socket.");
  public static final ServedMetric LIVE_REJECTED =
      counter(
          "exporter_live_rejected_total",
          "Frames and families that were refused at the live socket.",
          MetricLabel.of("reason", LiveRejection.class));
  public static final ServedMetric LIVE_SERIES =
      gauge("exporter_live_series", "Series in the ledger of all bots, past and present.");
  public static final ServedMetric COLLECTOR_UP =
      gauge(
          "exporter_collector_up",
          "Whether the collector's metrics are all in this answer, and fresh.",
          COLLECTOR);
  public static final ServedMetric SCRAPE_DURATION =
      gauge(
          "exporter_scrape_duration_seconds",
          "How long the collector took for this answer, in seconds.",
          COLLECTOR);
  public static final ServedMetric BOT_CPU =
      gauge(
          "bot_system_cpu_percent",
          "Processor time of the youngest bot since the measurement before; 100 is one processor. 0 if no bot pushes.");
  public static final ServedMetric BOT_MEMORY_PERCENT =
      gauge(
          "bot_system_memory_percent",
          "Resident memory of the youngest bot as a share of what it may use, its container's limit or the machine's"
              + " memory, 0 to 100; 0 if no bot pushes.");
  public static final ServedMetric BOT_MEMORY =
      gauge(
          "bot_system_memory_bytes",
          "Resident memory of the youngest bot, in bytes; 0 if no bot pushes.");
  public static final ServedMetric SYSTEM_CPU =
      gauge(
          "system_cpu_usage_percent",
          "How busy the processors are that may be used, 0 to 100, since the measurement before.");
  public static final ServedMetric SYSTEM_MEMORY =
      gauge(
          "system_memory_usage_bytes",
          "Memory of the machine, or of the container if that is limited, in bytes; what the system can drop is available.",
          MetricLabel.of("type", "used", "total", "available"));
  public static final ServedMetric SYSTEM_DISK =
      gauge(
          "system_disk_usage_bytes",
          "Room on the disk that holds the database, in bytes; free is what may be written.",
          MetricLabel.of("type", "used", "total", "free"));
  public static final ServedMetric BUILD_INFO =
      info(
          "voice2text_exporter_build_info",
          "The version of the exporter.",
          MetricLabel.configured("version"),
          MetricLabel.configured("java"));

  /// Every metric of the exporter's own, in the order of the documentation.
  public static final List<ServedMetric> ALL =
      List.of(
          BOT_HEALTH,
          BOT_UPTIME,
          BOT_LAST_PUSH,
          BOT_SESSIONS,
          LIVE_FRAMES,
          LIVE_REJECTED,
          LIVE_SERIES,
          COLLECTOR_UP,
          SCRAPE_DURATION,
          BOT_CPU,
          BOT_MEMORY_PERCENT,
          BOT_MEMORY,
          SYSTEM_CPU,
          SYSTEM_MEMORY,
          SYSTEM_DISK,
          BUILD_INFO);

  private ExporterCatalogue() {}
}
