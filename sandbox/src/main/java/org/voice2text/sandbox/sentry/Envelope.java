package org.voice2text.sandbox.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/// What a Sentry client sent in one request.
///
/// @param received when it arrived
/// @param project from the address
public record Envelope(Instant received, String project, JsonNode header, List<Item> items) {

  /// @param header with the `type`: `event`, `transaction`, `session`, …
  /// @param body as text
  public record Item(JsonNode header, String body) {}
}
