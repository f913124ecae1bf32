package org.voice2text.monitoring.dashboard;

/// What can be chosen at the top of a dashboard. Immutable.
sealed interface Variable {
  Variable PROMETHEUS = new OfSource(Source.PROMETHEUS);
  Variable LOKI = new OfSource(Source.LOKI);
  Variable PROVIDER =
      new LabelValues(
          "provider",
          "Speech engine",
          "label_values(transcription_requests_total, provider)",
          "Speech engines, in metrics that know them.");
  Variable MODEL =
      new LabelValues(
          "model",
          "Model",
          "label_values({__name__=~\"transcription_requests_total|llm_requests_total|ai_cost_dollars_total\"}, model)",
          "Models of speech and language, in metrics that know them.");

  String name();

  /// Which data source of a kind is asked.
  record OfSource(Source source) implements Variable {
    @Override
    public String name() {
      return source.variable();
    }
  }

  /// The values of a label; several may be chosen, and at first all are.
  record LabelValues(String name, String label, String query, String description)
      implements Variable {}

  /// A text that people write, such as a search in a log.
  record Words(String name, String label, String description) implements Variable {}

  /// Some of a few.
  ///
  /// @param values separated by commas
  /// @param all the regular expression that stands for all of them; Loki wants one of its matchers
  ///   not to fit an absent label, as `.*` does
  record Choice(String name, String label, String values, String all, String description)
      implements Variable {}
}
