package org.voice2text.sandbox.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.util.Map;
import org.voice2text.sandbox.record.CallLog;
import org.voice2text.sandbox.record.Json;

/// An answer before it goes out. The body belongs to the reply and is not changed.
///
/// @param headers besides the content type
@SuppressWarnings("ArrayRecordComponent") // A body is passed on once and never compared.
public record Reply(int status, String contentType, Map<String, String> headers, byte[] body) {

  public static Reply json(int status, JsonNode body) {
    return new Reply(status, "application/json", Map.of(), Json.bytes(body));
  }

  /// For the record: what a person can read.
  public String shown() {
    return contentType.startsWith("application/octet-stream")
        ? "%d bytes".formatted(body.length)
        : CallLog.shown(body);
  }

  public Reply withHeader(String name, String value) {
    return new Reply(status, contentType, Map.of(name, value), body);
  }

  public void writeTo(Context ctx) {
    ctx.status(status).contentType(contentType);
    headers.forEach(ctx::header);
    ctx.result(body);
  }
}
