package org.voice2text.model.report;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What people said, for as long as the process works on it: so that it can be recognised, and
/// blanked, wherever somebody's exception quotes it. Thread-safe.
final class HiddenTexts {
  /// Fewer words in a row are shared by chance.
  private static final int WORDS = 3;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private final Map<Object, Collection<String>> texts = new ConcurrentHashMap<>();

  /// @param owner by whom the text is forgotten again
  void hide(Object owner, String text) {
    boolean _ = texts.computeIfAbsent(owner, _ -> new CopyOnWriteArrayList<>()).add(text);
  }

  void forget(Object owner) {
    texts.remove(owner);
  }

  /// The texts of this moment, for a number of strings. Made only when there is something to send.
  Blanker blanker() {
    Set<String> phrases = new HashSet<>();
    for (Collection<String> ofOwner : texts.values()) {
      ofOwner.forEach(text -> phrases.addAll(phrases(words(text))));
    }
    return new Blanker(phrases);
  }

  private static List<MatchResult> words(String text) {
    return WORD.matcher(text).results().toList();
  }

  /// All runs of three words; a shorter text is one run.
  private static List<String> phrases(List<MatchResult> words) {
    int length = Math.min(WORDS, words.size());
    return IntStream.rangeClosed(0, words.size() - length)
        .filter(_ -> length > 0)
        .mapToObj(first -> phrase(words, first, length))
        .toList();
  }

  private static String phrase(List<MatchResult> words, int first, int length) {
    return words.subList(first, first + length).stream()
        .map(word -> word.group().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }

  /// @param phrases of the hidden texts, in lower case
  record Blanker(Set<String> phrases) {
    static final String BLANK = "…";

    /// Replaces each stretch of words that a hidden text has too.
    String blank(String text) {
      if (phrases.isEmpty()) {
        return text;
      }
      List<MatchResult> words = words(text);
      StringBuilder out = new StringBuilder();
      int copied = 0;
      for (int i = 0; i < words.size(); i++) {
        int length = shared(words, i);
        if (length > 0 && words.get(i + length - 1).end() > copied) {
          int start = words.get(i).start();
          if (start > copied || out.isEmpty()) {
            out.append(text, copied, Math.max(copied, start)).append(BLANK);
          }
          copied = words.get(i + length - 1).end();
        }
      }
      return out.append(text, copied, text.length()).toString();
    }

    private int shared(List<MatchResult> words, int first) {
      for (int length = Math.min(WORDS, words.size() - first); length > 0; length--) {
        if (phrases.contains(phrase(words, first, length))) {
          return length;
        }
      }
      return 0;
    }
  }
}
