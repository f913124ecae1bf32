package org.voice2text.sandbox.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.voice2text.sandbox.record.Json;

/// Reads Sentry's envelope format: a header line, then items of a header line and a body that is
/// `length` bytes long or ends with its line. Confined to one thread.
final class EnvelopeParser {
  private final byte[] bytes;
  private final Instant received;
  private int at;

  private EnvelopeParser(byte[] bytes, Instant received) {
    this.bytes = bytes;
    this.received = received;
  }

  static Envelope parse(String project, byte[] bytes, Instant received) throws IOException {
    return new EnvelopeParser(bytes, received).envelope(project);
  }

  private Envelope envelope(String project) throws IOException {
    JsonNode header = Json.read(line());
    List<Envelope.Item> items = new ArrayList<>();
    while (at < bytes.length) {
      byte[] line = line();
      if (line.length == 0) {
        continue;
      }
      JsonNode itemHeader = Json.read(line);
      items.add(new Envelope.Item(itemHeader, body(itemHeader)));
    }
    return new Envelope(received, project, header, List.copyOf(items));
  }

  private String body(JsonNode itemHeader) throws IOException {
    if (!itemHeader.has("length")) {
      return new String(line(), StandardCharsets.UTF_8);
    }
    int length = itemHeader.path("length").asInt();
    if (length < 0 || length > bytes.length - at) {
      throw new IOException("An item of %d bytes does not fit into its envelope".formatted(length));
    }
    String body = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    if (at < bytes.length && bytes[at] == '\n') {
      at++;
    }
    return body;
  }

  private byte[] line() {
    int end = at;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    byte[] line = Arrays.copyOfRange(bytes, at, end);
    at = Math.min(end + 1, bytes.length);
    return line;
  }
}
