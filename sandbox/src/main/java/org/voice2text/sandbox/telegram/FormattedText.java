package org.voice2text.sandbox.telegram;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A text with its formatting, brought into the form in which Telegram keeps it.
record FormattedText(String text, List<Entity> entities) {

  FormattedText {
    entities = List.copyOf(entities);
  }

  /// Strips blanks at both ends, moves the entities with them, and refuses what Telegram refuses.
  static FormattedText normalise(String raw, List<Entity> given) {
    for (Entity entity : given) {
      check(raw, entity);
    }
    int start = 0;
    int end = raw.length();
    while (start < end && Character.isWhitespace(raw.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(raw.charAt(end - 1))) {
      end--;
    }
    List<Entity> kept = new ArrayList<>();
    for (Entity entity : given) {
      int from = Math.clamp(entity.offset(), start, end);
      int to = Math.clamp((long) entity.offset() + entity.length(), start, end);
      if (to > from) {
        kept.add(
            new Entity(entity.type(), from - start, to - from, entity.url(), entity.language()));
      }
    }
    return new FormattedText(raw.substring(start, end), kept);
  }

  private static void check(String text, Entity entity) {
    int from = entity.offset();
    long to = (long) from + entity.length();
    if (from < 0) {
      throw ApiException.badRequest("receive an entity with incorrect offset " + from);
    }
    if (entity.length() < 0) {
      throw ApiException.badRequest("receive an entity with incorrect length " + entity.length());
    }
    if (from > text.length()) {
      throw ApiException.badRequest(
          "entity begins after the end of the text at UTF-16 offset " + from);
    }
    if (to > text.length()) {
      throw ApiException.badRequest(
          "entity beginning at UTF-16 offset %d ends after the end of the text at UTF-16 offset %d"
              .formatted(from, to));
    }
    if (splitsSurrogates(text, from)) {
      throw ApiException.badRequest(
          "entity begins in a middle of a UTF-16 symbol at byte offset " + bytes(text, from + 1));
    }
    if (splitsSurrogates(text, (int) to)) {
      throw ApiException.badRequest(
          "entity beginning at UTF-16 offset %d ends in a middle of a UTF-16 symbol at byte offset %d"
              .formatted(from, bytes(text, (int) to + 1)));
    }
  }

  private static int bytes(String text, int end) {
    return text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
  }

  private static boolean splitsSurrogates(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isLowSurrogate(text.charAt(at))
        && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
