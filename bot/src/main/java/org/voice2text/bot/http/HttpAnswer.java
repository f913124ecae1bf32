package org.voice2text.bot.http;

import org.jspecify.annotations.Nullable;

/// What a server answered.
///
/// @param retryAfter the header of that name
public record HttpAnswer(int status, String body, @Nullable String retryAfter) {
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /// Without the body, which may hold what a user said.
  @Override
  public String toString() {
    return "HttpAnswer[%d, %d characters]".formatted(status, body.length());
  }
}
