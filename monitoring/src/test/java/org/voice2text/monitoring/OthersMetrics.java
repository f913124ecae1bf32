package org.voice2text.monitoring;

/// Metrics of other programs that dashboards name, with the labels that are used. They are as the
/// programs' documentation has them; no test of ours runs those programs.
final class OthersMetrics {
  private static final String SERVICE = "container_label_com_docker_compose_service";

  private OthersMetrics() {}

  static CatalogueNames with(CatalogueNames names) {
    CatalogueNames all = victoria(prometheus(node(names)));
    for (String metric :
        new String[] {
          "container_cpu_usage_seconds_total",
          "container_memory_working_set_bytes",
          "container_spec_memory_limit_bytes",
          "container_cpu_cfs_throttled_periods_total",
          "container_cpu_cfs_periods_total",
          "container_start_time_seconds"
        }) {
      all = all.with(metric, SERVICE);
    }
    return all.with("container_network_receive_bytes_total", SERVICE, "id", "interface")
        .with("container_network_transmit_bytes_total", SERVICE, "id", "interface");
  }

  private static CatalogueNames node(CatalogueNames names) {
    return names
        .with("node_cpu_seconds_total", "cpu", "mode")
        .with("node_load1")
        .with("node_load5")
        .with("node_load15")
        .with("node_memory_MemTotal_bytes")
        .with("node_memory_MemAvailable_bytes")
        .with("node_memory_SwapTotal_bytes")
        .with("node_memory_SwapFree_bytes")
        .with("node_filesystem_avail_bytes", "device", "fstype", "mountpoint")
        .with("node_filesystem_size_bytes", "device", "fstype", "mountpoint")
        .with("node_disk_read_bytes_total", "device")
        .with("node_disk_written_bytes_total", "device");
  }

  private static CatalogueNames prometheus(CatalogueNames names) {
    return names
        .with("prometheus_tsdb_head_series")
        .with("prometheus_tsdb_lowest_timestamp_seconds")
        .with("prometheus_tsdb_storage_blocks_bytes")
        .with("prometheus_rule_group_duration_seconds", "quantile")
        .with("prometheus_remote_storage_samples_total")
        .with("prometheus_remote_storage_samples_failed_total")
        .with("prometheus_remote_storage_queue_highest_sent_timestamp_seconds");
  }

  private static CatalogueNames victoria(CatalogueNames names) {
    return names
        .with("vm_rows", "type")
        .with("vm_data_size_bytes", "type")
        .with("vm_free_disk_space_bytes")
        .with("vm_rows_inserted_total", "type");
  }
}
