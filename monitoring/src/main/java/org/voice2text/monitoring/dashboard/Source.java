package org.voice2text.monitoring.dashboard;

/// The kinds of data source. A dashboard has a variable for each that it uses, which starts with
/// the provisioned one, so that the same dashboard can look at another Prometheus, or at
/// VictoriaMetrics.
public enum Source {
  PROMETHEUS("prometheus", "datasource", "Data source", "Prometheus"),
  LOKI("loki", "logs", "Logs", "Loki");

  private final String type;
  private final String variable;
  private final String label;
  private final String provisioned;

  Source(String type, String variable, String label, String provisioned) {
    this.type = type;
    this.variable = variable;
    this.label = label;
    this.provisioned = provisioned;
  }

  /// Grafana's plugin, which is also the `uid` under which we provision it.
  String type() {
    return type;
  }

  String variable() {
    return variable;
  }

  String label() {
    return label;
  }

  /// The name of the provisioned one.
  String provisioned() {
    return provisioned;
  }

  /// How panels and variables refer to it.
  String reference() {
    return "${" + variable + "}";
  }
}
