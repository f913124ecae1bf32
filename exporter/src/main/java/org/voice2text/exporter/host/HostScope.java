package org.voice2text.exporter.host;

/// What processor and memory metrics tell of.
public enum HostScope {
  /// What the exporter may use: its limits are respected.
  CONTAINER,
  /// The whole machine, for an exporter that has tight limits of its own.
  MACHINE
}
