package org.voice2text.monitoring.dashboard;

import org.voice2text.model.catalogue.ExporterCatalogue;
import org.voice2text.model.catalogue.LiveMetrics;

/// Events that are drawn as lines across all charts. Immutable.
///
/// @param expression above 0 while the event lasts
record Annotation(String name, String expression, Colour colour, String title, String text) {

  /// The uptime falls when a bot dies, and again when another takes over.
  static final Annotation RESTARTS =
      new Annotation(
          "Restarts",
          "resets(%s[$__rate_interval]) > 0".formatted(ExporterCatalogue.BOT_UPTIME.name()),
          Colour.ORANGE,
          "Bot stopped or restarted",
          "");

  /// From the time on when an alert had held for long enough.
  static final Annotation ALERTS =
      new Annotation(
          "Alerts",
          "max by (alertname, severity) (ALERTS{alertstate=\"firing\",severity!=\"info\"})",
          Colour.RED,
          "{{alertname}}",
          "{{severity}}");

  /// A version that did not run in the hour before.
  static final Annotation DEPLOYMENTS =
      new Annotation(
          "Deployments",
          ("max by (version, revision) (%1$s) unless on (version, revision)"
                  + " max by (version, revision) (last_over_time(%1$s[1h] offset $__rate_interval))")
              .formatted(LiveMetrics.BUILD_INFO.name()),
          Colour.PURPLE,
          "Deployment",
          "{{version}} ({{revision}})");
}
