package org.voice2text.bot.transcription.engine;

import org.jspecify.annotations.Nullable;

/// What a server answered.
///
/// @param retryAfter the header of that name
record HttpAnswer(int status, String body, @Nullable String retryAfter) {
  boolean isSuccess() {
    return status >= 200 && status < 300;
  }
}
