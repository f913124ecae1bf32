package org.voice2text.sandbox.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What a Sentry client sent in one request.
///
/// @param project from the address
public record Envelope(String project, JsonNode header, List<Item> items) {

  /// @param header with the `type`: `event`, `transaction`, `session`, …
  /// @param body as text
  public record Item(JsonNode header, String body) {}
}
