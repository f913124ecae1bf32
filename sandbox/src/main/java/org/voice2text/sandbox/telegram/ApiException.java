package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.voice2text.sandbox.record.Json;

/// A call is refused with one of Telegram's own error bodies.
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int code;
  private final transient ObjectNode parameters;

  private ApiException(int code, String description, ObjectNode parameters) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }

  static ApiException badRequest(String rule) {
    return new ApiException(400, "Bad Request: " + rule, Json.object());
  }

  static ApiException required(String parameter) {
    return badRequest("parameter \"" + parameter + "\" is required");
  }

  /// The group lives on under another id.
  static ApiException migrated(long newChatId) {
    return new ApiException(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        Json.object().put("migrate_to_chat_id", newChatId));
  }

  static ApiException unauthorized() {
    return new ApiException(401, "Unauthorized", Json.object());
  }

  static ApiException forbidden(String rule) {
    return new ApiException(403, "Forbidden: " + rule, Json.object());
  }

  static ApiException notFound(String what) {
    return new ApiException(404, "Not Found" + what, Json.object());
  }

  static ApiException conflict(String rule) {
    return new ApiException(409, "Conflict: " + rule, Json.object());
  }

  static ApiException tooLarge() {
    return new ApiException(413, "Request Entity Too Large", Json.object());
  }

  static ApiException tooManyRequests(int retryAfter) {
    return new ApiException(
        429,
        "Too Many Requests: retry after " + retryAfter,
        Json.object().put("retry_after", retryAfter));
  }

  int code() {
    return code;
  }

  /// What the answer carries beside its description; empty for nothing.
  ObjectNode parameters() {
    return parameters;
  }
}
