package org.voice2text.monitoring;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The metrics and labels that a PromQL expression names, read without understanding the rest of
/// it. Knows the variables of Grafana. Immutable.
///
/// @param selectors each metric with what its braces ask for
/// @param grouping labels of `by`, `on` and their like, and where `label_replace` puts a value
record PromqlNames(List<Selector> selectors, Set<String> grouping, Set<String> made) {

  /// @param value as written, without the quotes
  record Match(String label, String operator, String value) {}

  record Selector(String metric, List<Match> matches) {}

  private static final Set<String> WORDS =
      Set.of(
          "and",
          "or",
          "unless",
          "bool",
          "offset",
          "by",
          "without",
          "on",
          "ignoring",
          "group_left",
          "group_right",
          "inf",
          "nan",
          "atan2",
          "start",
          "end");
  private static final Set<String> LABEL_LISTS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

  private static final Pattern TOKEN =
      Pattern.compile(
          """
          (?<string>"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*')\
          |(?<range>\\[[^\\]]*\\])\
          |(?<braces>\\{(?:[^{}"']|"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*')*\\})\
          |(?<number>\\d[\\w.]*)\
          |(?<variable>\\$\\{?\\w+(?::\\w+)?\\}?)\
          |(?<name>[a-zA-Z_:][\\w:]*)\
          |(?<open>\\()|(?<close>\\))|(?<comma>,)\
          """);
  private static final Pattern MATCH =
      Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)')");
  private static final Pattern MADE =
      Pattern.compile("label_(?:replace|join)\\s*\\(.*?,\\s*\"(\\w+)\"\\s*,", Pattern.DOTALL);

  static PromqlNames of(String expression) {
    List<MatchResult> tokens = TOKEN.matcher(expression).results().toList();
    List<Selector> selectors = new ArrayList<>();
    Set<String> grouping = new HashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      String name = tokens.get(i).group("name");
      if (name == null) {
        continue;
      }
      if (LABEL_LISTS.contains(name) && next(tokens, i, "open") != null) {
        for (i += 2; tokens.get(i).group("close") == null; i++) {
          if (tokens.get(i).group("name") != null) {
            grouping.add(tokens.get(i).group("name"));
          }
        }
      } else if (!isWord(tokens, i)) {
        selectors.add(new Selector(name, matches(next(tokens, i, "braces"))));
      }
    }
    return new PromqlNames(List.copyOf(selectors), Set.copyOf(grouping), made(expression));
  }

  /// Functions and aggregations are followed by a parenthesis, or by their labels.
  private static boolean isWord(List<MatchResult> tokens, int i) {
    String following = next(tokens, i, "name");
    return WORDS.contains(tokens.get(i).group("name").toLowerCase(java.util.Locale.ROOT))
        || next(tokens, i, "open") != null
        || (following != null && (following.equals("by") || following.equals("without")));
  }

  private static String next(List<MatchResult> tokens, int i, String kind) {
    return i + 1 < tokens.size() ? tokens.get(i + 1).group(kind) : null;
  }

  private static List<Match> matches(String braces) {
    List<Match> matches = new ArrayList<>();
    Matcher matcher = MATCH.matcher(braces == null ? "" : braces);
    while (matcher.find()) {
      String value = matcher.group(3) == null ? matcher.group(4) : matcher.group(3);
      matches.add(new Match(matcher.group(1), matcher.group(2), value));
    }
    return matches;
  }

  private static Set<String> made(String expression) {
    Set<String> made = new HashSet<>();
    Matcher matcher = MADE.matcher(expression);
    while (matcher.find()) {
      made.add(matcher.group(1));
    }
    return made;
  }
}
