package org.voice2text.monitoring.dashboard;

import static org.voice2text.monitoring.dashboard.PanelBuilder.lines;
import static org.voice2text.monitoring.dashboard.PanelBuilder.stat;
import static org.voice2text.monitoring.dashboard.PanelBuilder.text;

import java.util.List;

/// Whether Prometheus keeps what it should, and VictoriaMetrics beside it: the profile `longterm`.
final class LongTerm {
  private static final String NO_PROMETHEUS = "Prometheus does not scrape itself";
  private static final String NO_VICTORIA = "VictoriaMetrics does not run (profile longterm)";

  private LongTerm() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "voice2text-longterm",
        "longterm",
        "Long term",
        "How much Prometheus keeps, what it sends on, and what VictoriaMetrics keeps of it.",
        "now-6h",
        "1m",
        List.of(Variable.PROMETHEUS),
        List.of(Annotation.RESTARTS, Annotation.DEPLOYMENTS),
        List.of(prometheus(), victoria()));
  }

  private static Row prometheus() {
    return Row.open(
        "Prometheus",
        text(
                "Years instead of days",
                "How to look at longer times.",
                "With the profile `longterm`, choose **VictoriaMetrics** as *Data source* above: every dashboard then shows what it"
                    + " has kept, for years. Prometheus itself keeps 15 days, or what `PROMETHEUS_RETENTION` says.")
            .runbook("ExporterDown"),
        lines("Series", "That Prometheus holds in memory now. It should not grow for ever.")
            .decimals(0)
            .size(6, 8)
            .without(NO_PROMETHEUS)
            .runbook("ExporterDown")
            .over("max(prometheus_tsdb_head_series)", "series"),
        lines("Disk", "What Prometheus keeps on disk, without the newest two hours.")
            .unit(Unit.BYTES)
            .size(6, 8)
            .without(NO_PROMETHEUS)
            .runbook("LowDiskSpace")
            .over("max(prometheus_tsdb_storage_blocks_bytes)", "blocks"),
        lines("Scrapes", "How long each target takes to answer; the deadline is 10 seconds.")
            .unit(Unit.SECONDS)
            .size(6, 8)
            .without("No targets")
            .runbook("ExporterDown")
            .over("max by (job) (scrape_duration_seconds)", "{{job}}"),
        lines("Samples", "In one scrape of each target.")
            .decimals(0)
            .size(6, 8)
            .without("No targets")
            .runbook("ExporterDown")
            .over("max by (job) (scrape_samples_scraped)", "{{job}}"),
        lines("Sent on", "Samples a second that Prometheus sends on, and that failed for good.")
            .unit(Unit.PER_SECOND)
            .without("Nothing is sent on")
            .runbook("ExporterDown")
            .over("sum(rate(prometheus_remote_storage_samples_total[$__rate_interval]))", "sent")
            .over(
                "sum(rate(prometheus_remote_storage_samples_failed_total[$__rate_interval]))",
                "failed"),
        lines("Behind", "How old the newest sample is that was sent; up to a minute is normal.")
            .unit(Unit.SECONDS)
            .thresholds(Thresholds.above(120))
            .without("Nothing is sent on")
            .runbook("ExporterDown")
            .over(
                "time() - min(prometheus_remote_storage_queue_highest_sent_timestamp_seconds > 0)",
                "behind"),
        lines("Rules", "How long each group of rules takes, P99.")
            .unit(Unit.SECONDS)
            .without("No rules")
            .runbook("ExporterDown")
            .over("max(prometheus_rule_group_duration_seconds{quantile=\"0.99\"}) >= 0", "P99"));
  }

  private static Row victoria() {
    return Row.open(
        "VictoriaMetrics",
        stat("Rows kept", "Samples in its storage.")
            .size(6, 5)
            .without(NO_VICTORIA)
            .runbook("LowDiskSpace")
            .over("sum(vm_rows{type!~\"indexdb.*\"})", "rows"),
        stat("Disk", "What it takes.")
            .unit(Unit.BYTES)
            .size(6, 5)
            .without(NO_VICTORIA)
            .runbook("LowDiskSpace")
            .over("sum(vm_data_size_bytes)", "bytes"),
        stat("Disk free", "Before it stops taking samples.")
            .unit(Unit.BYTES)
            .size(6, 5)
            .without(NO_VICTORIA)
            .runbook("LowDiskSpace")
            .over("min(vm_free_disk_space_bytes)", "free"),
        stat("Rows taken", "Samples a second.")
            .unit(Unit.PER_SECOND)
            .size(6, 5)
            .without(NO_VICTORIA)
            .runbook("ExporterDown")
            .over("sum(rate(vm_rows_inserted_total[$__rate_interval]))", "rows"));
  }
}
