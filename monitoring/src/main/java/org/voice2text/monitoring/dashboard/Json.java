package org.voice2text.monitoring.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;

/// Makes trees of JSON and writes them the same way on every machine.
final class Json {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return NODES.objectNode();
  }

  static ArrayNode array() {
    return NODES.arrayNode();
  }

  static ArrayNode texts(String... texts) {
    ArrayNode array = array();
    for (String text : texts) {
      array.add(text);
    }
    return array;
  }

  /// Each element as an object, in order.
  static <T> ArrayNode each(Iterable<T> elements, BiConsumer<ObjectNode, T> fill) {
    ArrayNode array = array();
    for (T element : elements) {
      fill.accept(array.addObject(), element);
    }
    return array;
  }

  /// Adds a number without a needless `.0`, as people write it.
  static void number(ObjectNode object, String field, double value) {
    if (value == Math.rint(value)) {
      object.put(field, (long) value);
    } else {
      object.put(field, value);
    }
  }

  /// Indented, ending in a line feed.
  static String write(ObjectNode tree) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return MAPPER.writer(printer).writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
