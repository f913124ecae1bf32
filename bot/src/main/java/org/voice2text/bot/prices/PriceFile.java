package org.voice2text.bot.prices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a price list from JSON: `models` and `engines`, each with prices by name, and a `note` for
/// people.
///
/// @param engines prices of speech engines whose model has none
record PriceFile(Map<String, Price> models, Map<String, Price> engines) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final List<String> PARTS = List.of("note", "models", "engines");
  private static final List<String> KEYS = List.of("minute", "input", "output");

  PriceFile {
    models = Map.copyOf(models);
    engines = Map.copyOf(engines);
  }

  /// @throws IllegalArgumentException that names what is wrong, and where
  static PriceFile parse(String json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is not JSON: " + e.getOriginalMessage(), e);
    }
    known("", root, PARTS);
    return new PriceFile(prices(root, "models"), prices(root, "engines"));
  }

  private static Map<String, Price> prices(JsonNode root, String part) {
    Map<String, Price> prices = new LinkedHashMap<>();
    root.path(part)
        .propertyStream()
        .forEach(e -> prices.put(e.getKey(), price(part + "." + e.getKey(), e.getValue())));
    return prices;
  }

  private static Price price(String path, JsonNode node) {
    known(path, node, KEYS);
    Price price =
        new Price(
            number(path, node, "minute"),
            number(path, node, "input"),
            number(path, node, "output"));
    if (price.minute() == null && (price.input() == null || price.output() == null)) {
      throw new IllegalArgumentException(
          path + ": needs a price for a minute, or both for input and output");
    }
    return price;
  }

  private static @Nullable BigDecimal number(String path, JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isNumber() || value.decimalValue().signum() < 0) {
      throw new IllegalArgumentException(
          "%s.%s=%s: must be a number of dollars, 0 or more".formatted(path, key, value));
    }
    return value.decimalValue();
  }

  private static void known(String path, JsonNode node, List<String> keys) {
    String dot = path.isEmpty() ? "" : path + ".";
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          "%s must be an object with %s"
              .formatted(path.isEmpty() ? "it" : path + ":", String.join(", ", keys)));
    }
    node.propertyStream()
        .map(Map.Entry::getKey)
        .filter(key -> !keys.contains(key))
        .findFirst()
        .ifPresent(key -> {
          throw new IllegalArgumentException(
              "%s%s: is not known; use %s".formatted(dot, key, String.join(", ", keys)));
        });
  }
}
