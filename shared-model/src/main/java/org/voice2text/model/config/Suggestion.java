package org.voice2text.model.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// What someone probably meant who wrote a name that does not exist.
public final class Suggestion {
  private Suggestion() {}

  /// The end of a message about an unknown name: `; did you mean X?`, or nothing if no known name
  /// is near.
  public static String of(String name, Collection<String> known) {
    @Nullable String best = null;
    // Of a short name, a few changes make any other.
    int bestDistance = Math.min(5, 2 + name.length() / 4);
    for (String candidate : known) {
      int distance = distance(name, candidate);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best == null ? "" : "; did you mean " + best + "?";
  }

  /// Levenshtein's edit distance.
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
