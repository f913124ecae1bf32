package org.voice2text.exporter;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the Prometheus text format, which promtool has found to be right.
final class PlainText {
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z0-9_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private PlainText() {}

  /// Values by series, written as [OpenMetricsText] does.
  static Map<String, Double> samples(String text) {
    Map<String, Double> samples = new TreeMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .forEach(line -> {
          int space = line.lastIndexOf(' ');
          String series = line.substring(0, space);
          Map<String, String> labels = new TreeMap<>();
          Matcher label = LABEL.matcher(series);
          while (label.find()) {
            String value = label.group(2);
            labels.put(
                label.group(1),
                label.group(1).equals("le")
                    ? String.valueOf(OpenMetricsText.number(value))
                    : value);
          }
          samples.put(
              series.replaceAll("\\{.*", "") + labels,
              OpenMetricsText.number(line.substring(space + 1)));
        });
    return samples;
  }
}
