package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the formatting of a text: refuses what Telegram refuses, and drops what Telegram drops
/// without a word.
final class EntityParams {
  private static final int MOST = 100;
  private static final Set<String> SIMPLE =
      Set.of(
          "bold",
          "italic",
          "underline",
          "strikethrough",
          "spoiler",
          "code",
          "pre",
          "blockquote",
          "expandable_blockquote",
          "text_link");

  /// Telegram finds these by itself, and ignores those it is given.
  private static final Set<String> FOUND_BY_TELEGRAM =
      Set.of(
          "mention",
          "hashtag",
          "cashtag",
          "bot_command",
          "url",
          "email",
          "phone_number",
          "bank_card_number");

  private EntityParams() {}

  static List<Entity> read(JsonNode nodes) {
    List<Entity> entities = new ArrayList<>();
    for (JsonNode node : nodes) {
      @Nullable Entity entity = entity(node);
      if (entity != null) {
        entities.add(entity);
      }
    }
    entities.sort(
        Comparator.comparingInt(Entity::offset)
            .thenComparing(Comparator.comparingInt(Entity::length).reversed()));
    return allowed(entities.subList(0, Math.min(MOST, entities.size())));
  }

  private static @Nullable Entity entity(JsonNode node) {
    if (!node.isObject()) {
      throw unreadable("expected an Object");
    }
    for (String field : List.of("offset", "length", "type")) {
      if (!node.hasNonNull(field)) {
        throw unreadable("Can't find field \"" + field + "\"");
      }
    }
    String type = node.path("type").asText();
    if (FOUND_BY_TELEGRAM.contains(type)) {
      return null;
    }
    if (!SIMPLE.contains(type)) {
      throw unreadable("Unsupported type specified");
    }
    @Nullable String url = type.equals("text_link") ? link(node) : null;
    if (type.equals("text_link") && url == null) {
      return null;
    }
    return new Entity(
        type,
        node.path("offset").asInt(),
        node.path("length").asInt(),
        url,
        type.equals("pre") && node.hasNonNull("language") ? node.path("language").asText() : null);
  }

  private static @Nullable String link(JsonNode node) {
    if (!node.hasNonNull("url")) {
      throw unreadable("Can't find field \"url\"");
    }
    String url = node.path("url").asText();
    try {
      @Nullable String scheme = new URI(url).getScheme();
      return scheme != null && scheme.matches("https?|tg|ton|tonsite|mailto|tel") ? url : null;
    } catch (URISyntaxException _) {
      return null;
    }
  }

  /// In `code` and `pre` there is no other formatting, and quotes are not nested.
  private static List<Entity> allowed(List<Entity> sorted) {
    List<Entity> kept = new ArrayList<>();
    for (Entity entity : sorted) {
      boolean clashes =
          kept.stream()
              .filter(other -> overlap(entity, other))
              .anyMatch(other -> clash(entity, other));
      if (!clashes) {
        kept.add(entity);
      }
    }
    return kept;
  }

  private static boolean overlap(Entity a, Entity b) {
    return a.offset() < b.offset() + b.length() && b.offset() < a.offset() + a.length();
  }

  private static boolean clash(Entity a, Entity b) {
    return isCode(a) || isCode(b) || (isQuote(a) && isQuote(b));
  }

  private static boolean isCode(Entity entity) {
    return entity.type().equals("code") || entity.type().equals("pre");
  }

  private static boolean isQuote(Entity entity) {
    return entity.type().endsWith("blockquote");
  }

  private static ApiException unreadable(String why) {
    return ApiException.badRequest("can't parse MessageEntity: " + why);
  }
}
