package org.voice2text.sandbox.system;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One answer of `/metrics` in the text format.
///
/// @param samples values by series, as `name{labels}`
/// @param types by family
record Scrape(Map<String, Double> samples, Map<String, String> types) {

  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

  static Scrape parse(String text) {
    Map<String, Double> samples = new TreeMap<>();
    Map<String, String> types = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ", -1);
        types.put(words[2], words[3]);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        int space = line.lastIndexOf(' ');
        samples.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
      }
    }
    return new Scrape(samples, types);
  }

  /// The value of a series; 0 when it is not there.
  double value(String series) {
    return samples.getOrDefault(series, 0.0);
  }

  boolean has(String series) {
    return samples.containsKey(series);
  }

  /// The family that a series belongs to.
  String family(String series) {
    String name = series.replaceAll("\\{.*", "");
    return types.containsKey(name) ? name : name.replaceAll("_(bucket|count|sum)$", "");
  }

  /// The names of a series' labels, but for a histogram's own.
  static Set<String> labelNames(String series) {
    Set<String> names = new TreeSet<>();
    Matcher label = LABEL.matcher(series);
    while (label.find()) {
      names.add(label.group(1));
    }
    names.remove("le");
    return names;
  }

  /// Whether the series may only rise: a counter, or a part of a histogram or summary. What the
  /// exporter counts about itself begins anew with each of its processes.
  boolean mayOnlyRise(String series) {
    String name = series.replaceAll("\\{.*", "");
    if (series.contains("process=\"exporter\"") || name.startsWith("exporter_")) {
      return false;
    }
    if ("counter".equals(types.get(name))) {
      return true;
    }
    String family = name.replaceAll("_(bucket|count|sum)$", "");
    return !family.equals(name)
        && ("histogram".equals(types.get(family)) || "summary".equals(types.get(family)));
  }
}
