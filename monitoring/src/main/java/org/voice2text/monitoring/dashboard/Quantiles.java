package org.voice2text.monitoring.dashboard;

import org.voice2text.model.catalogue.LiveMetric;

/// Charts of how long things take: the usual case, the slow one, the worst.
final class Quantiles {

  private Quantiles() {}

  /// P50, P95 and P99 of all.
  static PanelBuilder of(LiveMetric metric, String title, String description) {
    Series series = Series.of(metric);
    return PanelBuilder.lines(title, description)
        .unit(Unit.SECONDS)
        .interval("1m")
        .colour("P50", Colour.GREEN)
        .colour("P95", Colour.ORANGE)
        .colour("P99", Colour.RED)
        .over(series.quantile(0.5), "P50")
        .over(series.quantile(0.95), "P95")
        .over(series.quantile(0.99), "P99");
  }

  /// P95 by a label.
  static PanelBuilder by(LiveMetric metric, String label, String title, String description) {
    return PanelBuilder.lines(title, description)
        .unit(Unit.SECONDS)
        .interval("1m")
        .over(Series.of(metric).by(label).quantile(0.95), "{{" + label + "}}");
  }
}
