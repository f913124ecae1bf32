package org.voice2text.exporter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads OpenMetrics text as strictly as its
/// [specification](https://prometheus.io/docs/specs/om/open_metrics_spec/) does, which real
/// scrapers do not.
final class OpenMetricsText {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
  private static final String LABELS = "\\{(" + LABEL + "(?:," + LABEL + ")*)?\\}";
  private static final String NUMBER =
      "(NaN|[+-]Inf|[+-]?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)";
  private static final Pattern SAMPLE =
      Pattern.compile(
          "(%s)(?:%s)? %s(?: %s)?(?<exemplar> # %s %s(?: %s)?)?"
              .formatted(NAME, LABELS, NUMBER, NUMBER, LABELS, NUMBER, NUMBER));
  private static final Pattern META =
      Pattern.compile("# (TYPE|HELP|UNIT) (%s)(?: (.*))?".formatted(NAME));
  private static final Pattern ONE_LABEL =
      Pattern.compile("([a-zA-Z0-9_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /// Which suffixes a type's samples have.
  private static final Map<String, Set<String>> SUFFIXES =
      Map.of(
          "counter", Set.of("_total", "_created"),
          "gauge", Set.of(""),
          "histogram", Set.of("_bucket", "_count", "_sum", "_created"),
          "summary", Set.of("", "_count", "_sum", "_created"),
          "info", Set.of("_info"),
          "unknown", Set.of(""));

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Double> samples = new TreeMap<>();
  private final Map<String, Family> families = new LinkedHashMap<>();
  private final Set<String> sampleNames = new HashSet<>();
  private Family current;

  private static final class Family {
    private final String name;
    private final Map<String, String> metadata = new HashMap<>();
    private final Map<String, List<double[]>> buckets = new LinkedHashMap<>();
    private boolean hasSamples;

    Family(String name) {
      this.name = name;
    }

    String type() {
      return metadata.getOrDefault("TYPE", "unknown");
    }
  }

  static OpenMetricsText parse(String text) {
    OpenMetricsText parsed = new OpenMetricsText();
    parsed.read(text);
    return parsed;
  }

  /// What breaks the rules; empty when nothing does.
  List<String> problems() {
    return problems;
  }

  /// Values by series.
  Map<String, Double> samples() {
    return samples;
  }

  private void read(String text) {
    if (!text.endsWith("\n# EOF\n")) {
      problems.add("does not end in # EOF and one line feed");
    }
    String[] lines = text.split("\n", -1);
    for (String line : Arrays.asList(lines).subList(0, lines.length - 2)) {
      Matcher meta = META.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (meta.matches()) {
        metadata(line, meta);
      } else if (sample.matches()) {
        sample(line, sample);
      } else {
        problems.add("no line of the format: " + line);
      }
    }
    families.values().forEach(this::checkBuckets);
  }

  private void metadata(String line, Matcher meta) {
    String name = meta.group(2);
    if (current == null || !current.name.equals(name)) {
      if (families.containsKey(name)) {
        problems.add("the family comes a second time: " + line);
      }
      current = families.computeIfAbsent(name, Family::new);
    }
    String value = meta.group(3) == null ? "" : meta.group(3);
    if (current.hasSamples) {
      problems.add("metadata after samples: " + line);
    }
    if (current.metadata.put(meta.group(1), value) != null) {
      problems.add("metadata twice: " + line);
    }
    if (meta.group(1).equals("TYPE") && !SUFFIXES.containsKey(value)) {
      problems.add("an unknown type: " + line);
    }
    if (meta.group(1).equals("UNIT") && !value.isEmpty() && !name.endsWith("_" + value)) {
      problems.add("a unit that the name does not end in: " + line);
    }
    if (meta.group(1).equals("HELP") && value.matches(".*(?<!\\\\)(\\\\\\\\)*\\\\[^\\\\n\"].*")) {
      problems.add("a wrong escape: " + line);
    }
  }

  private void sample(String line, Matcher sample) {
    String name = sample.group(1);
    String suffix =
        current != null && name.startsWith(current.name)
            ? name.substring(current.name.length())
            : "?";
    if (current == null || !SUFFIXES.getOrDefault(current.type(), Set.of()).contains(suffix)) {
      problems.add("no sample of the family above it: " + line);
      return;
    }
    current.hasSamples = true;
    sampleNames.add(name);
    Map<String, String> labels = labels(line, sample.group(2));
    double value = number(sample.group(3));
    if (sample.group("exemplar") != null && !Set.of("_total", "_bucket").contains(suffix)) {
      problems.add("an exemplar where none may be: " + line);
    }
    if (Set.of("_total", "_bucket", "_count").contains(suffix) && !(value >= 0)) {
      problems.add("less than nothing: " + line);
    }
    if (suffix.equals("_bucket")) {
      double le = number(labels.remove("le"));
      current
          .buckets
          .computeIfAbsent(labels.toString(), _ -> new ArrayList<>())
          .add(new double[] {le, value});
      labels.put("le", String.valueOf(le));
    }
    if (suffix.equals("_count") && current.type().equals("histogram")) {
      List<double[]> buckets = current.buckets.getOrDefault(labels.toString(), List.of());
      if (buckets.isEmpty() || buckets.getLast()[1] != value) {
        problems.add("the count is not that of the last bucket: " + line);
      }
    }
    if (samples.put(name + labels, value) != null) {
      problems.add("the same series twice: " + line);
    }
  }

  private Map<String, String> labels(String line, String text) {
    Map<String, String> labels = new TreeMap<>();
    Matcher label = ONE_LABEL.matcher(text == null ? "" : text);
    while (label.find()) {
      if (labels.put(label.group(1), label.group(2)) != null) {
        problems.add("a label twice: " + line);
      }
    }
    return labels;
  }

  private void checkBuckets(Family family) {
    family.buckets.forEach((labels, buckets) -> {
      for (int i = 1; i < buckets.size(); i++) {
        if (buckets.get(i)[0] <= buckets.get(i - 1)[0]
            || buckets.get(i)[1] < buckets.get(i - 1)[1]) {
          problems.add("buckets do not rise: " + family.name + labels);
        }
      }
      if (buckets.getLast()[0] != Double.POSITIVE_INFINITY) {
        problems.add("no last bucket: " + family.name + labels);
      }
    });
    for (String suffix : List.of("_total", "_created", "_bucket", "_count", "_sum", "_info")) {
      String other = family.name + suffix;
      if (families.containsKey(other) && sampleNames.contains(other) && hasSuffix(family, suffix)) {
        problems.add("two families share the name " + other);
      }
    }
  }

  private static boolean hasSuffix(Family family, String suffix) {
    return SUFFIXES.getOrDefault(family.type(), Set.of()).contains(suffix);
  }

  /// A number of the text formats.
  static double number(String text) {
    return text == null ? Double.NaN : Double.parseDouble(text.replace("Inf", "Infinity"));
  }
}
