package org.voice2text.sandbox.telegram;

/// A call is refused with one of Telegram's own error bodies.
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int code;
  private final int retryAfter;

  private ApiException(int code, String description, int retryAfter) {
    super(description);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  static ApiException badRequest(String rule) {
    return new ApiException(400, "Bad Request: " + rule, 0);
  }

  static ApiException unauthorized() {
    return new ApiException(401, "Unauthorized", 0);
  }

  static ApiException forbidden(String rule) {
    return new ApiException(403, "Forbidden: " + rule, 0);
  }

  static ApiException notFound() {
    return new ApiException(404, "Not Found", 0);
  }

  static ApiException conflict(String rule) {
    return new ApiException(409, "Conflict: " + rule, 0);
  }

  static ApiException tooManyRequests(int retryAfter) {
    return new ApiException(429, "Too Many Requests: retry after " + retryAfter, retryAfter);
  }

  int code() {
    return code;
  }

  /// Seconds; 0 for none.
  int retryAfter() {
    return retryAfter;
  }
}
