package org.voice2text.monitoring.rules.cases;

import static org.voice2text.monitoring.rules.cases.AlertCase.below;
import static org.voice2text.monitoring.rules.cases.AlertCase.fires;
import static org.voice2text.monitoring.rules.cases.AlertCase.idle;
import static org.voice2text.monitoring.rules.cases.AlertCase.resolves;

import java.util.List;
import java.util.stream.Stream;

/// A sample each 15 s.
final class ResourceCases {
  private static final String FREE = "system_disk_usage_bytes{type=\"free\"}";
  private static final String DISK = "system_disk_usage_bytes{type=\"total\"}";
  private static final String USED = "system_memory_usage_bytes{type=\"used\"}";
  private static final String MEMORY = "system_memory_usage_bytes{type=\"total\"}";
  private static final String BOT = "bot_system_memory_bytes";
  private static final String CPU = "system_cpu_usage_percent";
  private static final String TOO_MUCH =
      "For 10 min the bot has held over 3 GB, or the host has used over 85 % of its memory.";

  private ResourceCases() {}

  static List<AlertCase> all() {
    return Stream.of(disk(), memory(), processor()).flatMap(List::stream).toList();
  }

  private static List<AlertCase> disk() {
    return List.of(
        fires(
                "LowDiskSpace",
                "7m",
                "9% of it is free, under 10 % for 5 min. When it is full, the bot can accept nothing.")
            .with(FREE, "9x40")
            .with(DISK, "100x40"),
        below("LowDiskSpace", "7m").with(FREE, "10x40").with(DISK, "100x40"),
        below("LowDiskSpace", "4m").when("not for long").with(FREE, "9x40").with(DISK, "100x40"),
        idle("LowDiskSpace", "7m").with(FREE, "50x40").with(DISK, "100x40"),
        resolves("LowDiskSpace", "7m", "9m").with(FREE, "9x32 40x20").with(DISK, "100x60"));
  }

  private static List<AlertCase> memory() {
    return List.of(
        fires("HighMemoryUsage", "12m", TOO_MUCH)
            .when("the bot")
            .labelled("memory", "bot")
            .with(BOT, "3100000000x60")
            .with(USED, "50x60")
            .with(MEMORY, "100x60"),
        fires("HighMemoryUsage", "12m", TOO_MUCH)
            .when("the host")
            .labelled("memory", "host")
            .with(BOT, "100000000x60")
            .with(USED, "86x60")
            .with(MEMORY, "100x60"),
        below("HighMemoryUsage", "12m")
            .with(BOT, "3000000000x60")
            .with(USED, "85x60")
            .with(MEMORY, "100x60"),
        below("HighMemoryUsage", "9m")
            .when("not for long")
            .with(BOT, "3100000000x60")
            .with(USED, "86x60")
            .with(MEMORY, "100x60"),
        idle("HighMemoryUsage", "12m").with(BOT, "0x60").with(USED, "20x60").with(MEMORY, "100x60"),
        resolves("HighMemoryUsage", "12m", "15m")
            .with(BOT, "0x80")
            .with(USED, "90x50 60x30")
            .with(MEMORY, "100x80"));
  }

  private static List<AlertCase> processor() {
    return List.of(
        fires("HighCPUUsage", "15m", "81 % on average over 5 min, over 80 % for 10 min.")
            .with(CPU, "81x80"),
        fires("HighCPUUsage", "20m", "")
            .when("idle for half a minute now and then")
            .with(CPU, "94x17 0x1 94x17 0x1 94x17 0x1 94x17 0x1 94x17 0x1"),
        fires("HighCPUUsage", "34m30s", "100 % on average over 5 min, over 80 % for 10 min.")
            .when("after a long rest")
            .with(CPU, "0x80 100x80"),
        below("HighCPUUsage", "15m").with(CPU, "80x80"),
        below("HighCPUUsage", "9m").when("not for long").with(CPU, "100x80"),
        idle("HighCPUUsage", "15m").with(CPU, "1x80"),
        resolves("HighCPUUsage", "15m", "19m").with(CPU, "90x60 5x40"));
  }
}
