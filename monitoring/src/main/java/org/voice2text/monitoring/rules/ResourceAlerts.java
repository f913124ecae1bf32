package org.voice2text.monitoring.rules;

import static org.voice2text.monitoring.rules.Alert.Unit.NUMBER;
import static org.voice2text.monitoring.rules.Alert.Unit.SHARE;
import static org.voice2text.monitoring.rules.Alert.critical;
import static org.voice2text.monitoring.rules.Alert.warning;

import java.util.List;

/// The machine.
final class ResourceAlerts {
  static final List<Alert> ALL =
      List.of(
          critical(
                  "LowDiskSpace",
                  Expression.of(
                          "min(system_disk_usage_bytes{type=\"free\"} / ignoring (type)"
                              + " system_disk_usage_bytes{type=\"total\"}) < <limit>")
                      .share("limit", 0.1))
              .lasting(Windows.MINUTES_5)
              .silencedBy("ExporterDown")
              .saying(
                  "The disk with the database is nearly full.",
                  "{value} of it is free, under <limit> for <for>. When it is full, the bot can accept nothing.",
                  SHARE),
          warning(
                  "HighMemoryUsage",
                  Expression.of(
                          """
                          label_replace(max(bot_system_memory_bytes) > <bot>, "memory", "bot", "", "")
                          or label_replace(
                            max(system_memory_usage_bytes{type="used"} / ignoring (type) system_memory_usage_bytes{type="total"}) > <host>,
                            "memory", "host", "", ""
                          )
                          """)
                      .measure("bot", 3e9, " GB")
                      .share("host", 0.85))
              .lasting(Windows.MINUTES_10)
              .silencedBy("ExporterDown")
              .saying(
                  "Memory runs short: {memory}.",
                  "For <for> the bot has held over <bot>, or the host has used over <host> of its memory.",
                  NUMBER),
          warning(
                  "HighCPUUsage",
                  Expression.of("max(avg_over_time(system_cpu_usage_percent[<window>])) > <limit>")
                      .range("window", Windows.MINUTES_5)
                      .measure("limit", 80, " %"))
              .lasting(Windows.MINUTES_10)
              .silencedBy("ExporterDown")
              .saying(
                  "The processors are busy.",
                  "{value} % on average over <window>, over <limit> for <for>.",
                  NUMBER));

  private ResourceAlerts() {}
}
