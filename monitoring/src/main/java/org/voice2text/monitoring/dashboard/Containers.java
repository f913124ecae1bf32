package org.voice2text.monitoring.dashboard;

import static org.voice2text.monitoring.dashboard.PanelBuilder.lines;
import static org.voice2text.monitoring.dashboard.PanelBuilder.stacked;
import static org.voice2text.monitoring.dashboard.PanelBuilder.stat;

import java.util.List;

/// More of the machine by node_exporter, and of each container by cAdvisor: the profile `host`.
final class Containers {
  private static final String NO_NODE = "node_exporter does not run (profile host)";
  private static final String NO_CADVISOR = "cAdvisor does not run (profile host)";
  private static final String SERVICE = "container_label_com_docker_compose_service";
  private static final String OURS = "{" + SERVICE + "!=\"\"}";
  private static final String DISKS = "{fstype!~\"tmpfs|overlay|squashfs|ramfs\"}";

  private Containers() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "voice2text-containers",
        "containers",
        "Containers",
        "The machine by node_exporter and each container by cAdvisor. Both belong to the profile host.",
        "now-6h",
        "30s",
        List.of(Variable.PROMETHEUS),
        List.of(Annotation.RESTARTS, Annotation.DEPLOYMENTS),
        List.of(machine(), containers()));
  }

  private static Row machine() {
    return Row.open(
        "Machine",
        stacked("Processors", "What the processors do, as a share of all of them.")
            .unit(Unit.SHARE)
            .to(1)
            .without(NO_NODE)
            .runbook("HighCPUUsage")
            .over(
                "sum by (mode) (rate(node_cpu_seconds_total{mode!=\"idle\"}[$__rate_interval]))"
                    + " / scalar(count(count by (cpu) (node_cpu_seconds_total)))",
                "{{mode}}"),
        lines(
                "Load",
                "Processes that run or wait, over 1, 5 and 15 minutes, and the number of processors.")
            .decimals(1)
            .without(NO_NODE)
            .runbook("HighCPUUsage")
            .over("max(node_load1)", "1 min")
            .over("max(node_load5)", "5 min")
            .over("max(node_load15)", "15 min")
            .over("count(count by (cpu) (node_cpu_seconds_total))", "processors"),
        lines("Memory", "All, available and swapped out.")
            .unit(Unit.BYTES)
            .without(NO_NODE)
            .runbook("HighMemoryUsage")
            .over("max(node_memory_MemTotal_bytes)", "total")
            .over("max(node_memory_MemAvailable_bytes)", "available")
            .over("max(node_memory_SwapTotal_bytes - node_memory_SwapFree_bytes)", "swapped"),
        lines("Disks filled", "Share of each file system that is used.")
            .unit(Unit.SHARE)
            .to(1)
            .thresholds(Thresholds.above(1 - Limit.of("LowDiskSpace")))
            .without(NO_NODE)
            .runbook("LowDiskSpace")
            .over(
                "1 - max by (mountpoint) (node_filesystem_avail_bytes%1$s / node_filesystem_size_bytes%1$s)"
                    .formatted(DISKS),
                "{{mountpoint}}"),
        lines("Disk traffic", "Read and written, by device.")
            .unit(Unit.BYTES_PER_SECOND)
            .without(NO_NODE)
            .runbook("LowDiskSpace")
            .over(
                "sum by (device) (rate(node_disk_read_bytes_total[$__rate_interval]))",
                "{{device}} read")
            .over(
                "sum by (device) (rate(node_disk_written_bytes_total[$__rate_interval]))",
                "{{device}} written"),
        lines(
                "Network",
                "Received and sent by the machine's own devices. cAdvisor tells it: node_exporter would see its container's.")
            .unit(Unit.BYTES_PER_SECOND)
            .without(NO_CADVISOR)
            .runbook("HighErrorRate")
            .over(traffic("receive"), "{{interface}} in")
            .over(traffic("transmit"), "{{interface}} out"));
  }

  /// Of the root of all containers, which is the machine, but for the devices between containers.
  private static String traffic(String direction) {
    return "sum by (interface) (rate(container_network_%s_bytes_total{id=\"/\", interface!~\"lo|veth.*|br-.*|docker.*\"}[$__rate_interval]))"
        .formatted(direction);
  }

  private static Row containers() {
    return Row.open(
        "Containers",
        lines("Processor time", "Of each service; 100 % is one processor fully used.")
            .unit(Unit.SHARE)
            .without(NO_CADVISOR)
            .runbook("HighCPUUsage")
            .over(
                "sum by (%1$s) (rate(container_cpu_usage_seconds_total%2$s[$__rate_interval]))"
                    .formatted(SERVICE, OURS),
                legend()),
        lines("Memory", "Working set of each service: what counts against its limit.")
            .unit(Unit.BYTES)
            .without(NO_CADVISOR)
            .runbook("HighMemoryUsage")
            .over(
                "sum by (%1$s) (container_memory_working_set_bytes%2$s)".formatted(SERVICE, OURS),
                legend()),
        lines(
                "Memory of the limit",
                "Share of its limit that each service uses; at 100 % the kernel ends it.")
            .unit(Unit.SHARE)
            .to(1)
            .thresholds(Thresholds.above(0.9))
            .without(NO_CADVISOR)
            .runbook("HighMemoryUsage")
            .over(
                "sum by (%1$s) (container_memory_working_set_bytes%2$s) / (sum by (%1$s) (container_spec_memory_limit_bytes%2$s) > 0)"
                    .formatted(SERVICE, OURS),
                legend()),
        lines(
                "Throttled",
                "Share of its periods in which a service had to wait for its share of the processors.")
            .unit(Unit.SHARE)
            .to(1)
            .without(NO_CADVISOR)
            .runbook("HighCPUUsage")
            .over(Shares.share(throttling("throttled_periods"), throttling("periods")), legend()),
        lines("Network in and out", "Of each service.")
            .unit(Unit.BYTES_PER_SECOND)
            .without(NO_CADVISOR)
            .runbook("HighErrorRate")
            .over(
                "sum by (%1$s) (rate(container_network_receive_bytes_total%2$s[$__rate_interval]))"
                    .formatted(SERVICE, OURS),
                legend() + " in")
            .over(
                "sum by (%1$s) (rate(container_network_transmit_bytes_total%2$s[$__rate_interval]))"
                    .formatted(SERVICE, OURS),
                legend() + " out"),
        stat("Age", "Since each service was started; a young one restarted by itself.")
            .unit(Unit.SECONDS)
            .size(8, 8)
            .without(NO_CADVISOR)
            .runbook("BotDown")
            .over(
                "time() - max by (%1$s) (container_start_time_seconds%2$s)"
                    .formatted(SERVICE, OURS),
                legend()));
  }

  private static String throttling(String what) {
    return "sum by (%s) (rate(container_cpu_cfs_%s_total%s[$__rate_interval]))"
        .formatted(SERVICE, what, OURS);
  }

  private static String legend() {
    return "{{" + SERVICE + "}}";
  }
}
