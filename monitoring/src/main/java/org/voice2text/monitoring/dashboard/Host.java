package org.voice2text.monitoring.dashboard;

import static org.voice2text.monitoring.dashboard.PanelBuilder.gauge;
import static org.voice2text.monitoring.dashboard.PanelBuilder.lines;
import static org.voice2text.monitoring.dashboard.PanelBuilder.stacked;

import java.util.List;
import org.voice2text.model.catalogue.ExporterCatalogue;

/// The machine, and the two Java processes on it.
final class Host {
  private static final String NOT_REACHED = "Exporter not reached";

  private Host() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "voice2text-host",
        "host",
        "Host",
        "The machine as the exporter sees it, and both Java processes. For more of the machine see Containers.",
        "now-6h",
        "30s",
        List.of(Variable.PROMETHEUS),
        List.of(Annotation.RESTARTS, Annotation.DEPLOYMENTS),
        List.of(now(), machine(), processes(), java()));
  }

  private static Row now() {
    return Row.open(
        "Now",
        gauge("Processors", "How busy the processors are that may be used.")
            .unit(Unit.PERCENT)
            .decimals(0)
            .from(0)
            .to(100)
            .thresholds(Thresholds.above(60, Limit.of("HighCPUUsage")))
            .without(NOT_REACHED)
            .runbook("HighCPUUsage")
            .now("max(%s)".formatted(ExporterCatalogue.SYSTEM_CPU.name()), "busy"),
        gauge(
                "Memory",
                "Used, of the machine or of the container if that is limited; what can be dropped is not counted.")
            .unit(Unit.SHARE)
            .decimals(0)
            .from(0)
            .to(1)
            .thresholds(Thresholds.above(0.7, Limit.of("HighMemoryUsage", "host")))
            .without(NOT_REACHED)
            .runbook("HighMemoryUsage")
            .now(Shares.ofType(ExporterCatalogue.SYSTEM_MEMORY, "used", "total"), "used"),
        gauge("Disk free", "Room that may be written on the disk that holds the database.")
            .unit(Unit.SHARE)
            .decimals(0)
            .from(0)
            .to(1)
            .thresholds(Thresholds.below(Limit.of("LowDiskSpace"), 2 * Limit.of("LowDiskSpace")))
            .without(NOT_REACHED)
            .runbook("LowDiskSpace")
            .now(Shares.ofType(ExporterCatalogue.SYSTEM_DISK, "free", "total"), "free"),
        gauge("Bot's memory", "Resident memory of the bot as a share of what it may use.")
            .unit(Unit.PERCENT)
            .decimals(0)
            .from(0)
            .to(100)
            .thresholds(Thresholds.above(70, 90))
            .without("No bot")
            .runbook("HighMemoryUsage")
            .now("max(%s)".formatted(ExporterCatalogue.BOT_MEMORY_PERCENT.name()), "used"));
  }

  private static Row machine() {
    return Row.open(
        "Machine",
        lines("Processors", "How busy the processors are; the line is where the alert begins.")
            .unit(Unit.PERCENT)
            .to(100)
            .thresholds(Thresholds.above(Limit.of("HighCPUUsage")))
            .without(NOT_REACHED)
            .runbook("HighCPUUsage")
            .over("max(%s)".formatted(ExporterCatalogue.SYSTEM_CPU.name()), "busy"),
        lines("Memory", "Used and available, against all there is.")
            .unit(Unit.BYTES)
            .without(NOT_REACHED)
            .runbook("HighMemoryUsage")
            .over(Series.of(ExporterCatalogue.SYSTEM_MEMORY).by("type").sum(), "{{type}}"),
        lines("Disk", "Of the disk that holds the database. Free is what may be written.")
            .unit(Unit.BYTES)
            .without(NOT_REACHED)
            .runbook("LowDiskSpace")
            .over(Series.of(ExporterCatalogue.SYSTEM_DISK).by("type").sum(), "{{type}}"));
  }

  private static Row processes() {
    return Row.open(
        "Bot and exporter",
        lines("Processor time", "Of each process; 100 % is one processor fully used.")
            .unit(Unit.SHARE)
            .without(NOT_REACHED)
            .runbook("HighCPUUsage")
            .over(
                "sum by (process) (rate(process_cpu_seconds_total{process=~\"bot|exporter\"}[$__rate_interval]))",
                "{{process}}")
            .over(
                "max(%s) / 100".formatted(ExporterCatalogue.BOT_CPU.name()),
                "bot, by the exporter"),
        lines(
                "Resident memory",
                "Of each process, and the bot's limit of the container or the machine.")
            .unit(Unit.BYTES)
            .without(NOT_REACHED)
            .runbook("HighMemoryUsage")
            .over(
                "max by (process) (process_resident_memory_bytes{process=~\"bot|exporter\"})",
                "{{process}}")
            .over("max(%s)".formatted(ExporterCatalogue.BOT_MEMORY.name()), "youngest bot"),
        lines("Open files", "Files and sockets as a share of what each process may open.")
            .unit(Unit.SHARE)
            .without(NOT_REACHED)
            .runbook("HighErrorRate")
            .over(
                "max by (process) (process_open_fds{process=~\"bot|exporter\"} / process_max_fds{process=~\"bot|exporter\"})",
                "{{process}}"));
  }

  private static Row java() {
    return Row.open(
        "Java",
        lines("Heap", "Used, against the greatest that it may become.")
            .unit(Unit.BYTES)
            .without(NOT_REACHED)
            .runbook("HighMemoryUsage")
            .over("max by (process) (jvm_memory_used_bytes{area=\"heap\"})", "{{process}} used")
            .over("max by (process) (jvm_memory_max_bytes{area=\"heap\"})", "{{process}} at most"),
        stacked("Memory beside the heap", "Classes, compiled code and direct buffers.")
            .unit(Unit.BYTES)
            .without(NOT_REACHED)
            .runbook("HighMemoryUsage")
            .over(
                "max by (process) (jvm_memory_used_bytes{area=\"nonheap\"})",
                "{{process}} classes and code")
            .over(
                "sum by (process) (jvm_buffer_pool_used_bytes{pool=\"direct\"})",
                "{{process}} buffers"),
        lines(
                "Garbage collection",
                "Share of the time that each process stood still for it. Over 5 % the heap is too small.")
            .unit(Unit.SHARE)
            .thresholds(Thresholds.above(0.05))
            .without(NOT_REACHED)
            .runbook("HighMemoryUsage")
            .over(
                "sum by (process) (rate(jvm_gc_collection_seconds_sum[$__rate_interval]))",
                "{{process}}"),
        lines("Collections", "A minute, by collector.")
            .unit(Unit.PER_MINUTE)
            .without(NOT_REACHED)
            .runbook("HighMemoryUsage")
            .over(
                "60 * sum by (process, gc) (rate(jvm_gc_collection_seconds_count[$__rate_interval]))",
                "{{process}}: {{gc}}"),
        lines("Allocation", "Bytes a second; what a leak or a hot loop shows first.")
            .unit(Unit.BYTES_PER_SECOND)
            .without(NOT_REACHED)
            .runbook("HighMemoryUsage")
            .over(
                "sum by (process) (rate(jvm_memory_pool_allocated_bytes_total[$__rate_interval]))",
                "{{process}}"),
        lines(
                "Threads",
                "Platform threads; virtual ones are not counted. It should not grow for ever.")
            .decimals(0)
            .without(NOT_REACHED)
            .runbook("HighMemoryUsage")
            .over("max by (process) (jvm_threads_current)", "{{process}}")
            .over("max by (process) (jvm_threads_deadlocked) > 0", "{{process}} deadlocked"));
  }
}
