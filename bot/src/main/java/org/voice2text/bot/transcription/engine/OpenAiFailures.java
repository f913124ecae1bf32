package org.voice2text.bot.transcription.engine;

import static org.voice2text.model.event.FailureReason.CLIENT_ERROR;
import static org.voice2text.model.event.FailureReason.IO;
import static org.voice2text.model.event.FailureReason.RATE_LIMITED;
import static org.voice2text.model.event.FailureReason.SERVER_ERROR;
import static org.voice2text.model.event.FailureReason.TIMEOUT;
import static org.voice2text.model.event.FailureReason.UNSUPPORTED;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.http.HttpAnswer;
import org.voice2text.bot.http.OneLine;
import org.voice2text.bot.http.RetryAfter;
import org.voice2text.bot.transcription.engine.EngineException.Advice;

/// Tells apart why a server of OpenAI's API did not transcribe. Immutable.
///
/// @param server host and port, for messages
/// @param key never shown, even when a server repeats it
record OpenAiFailures(String server, String model, @Nullable String key) {
  EngineException of(HttpAnswer answer, Instant now) {
    int status = answer.status();
    return switch (status) {
      case 401, 403 -> failure(CLIENT_ERROR, Advice.OPEN_CIRCUIT, answer, "check OPENAI_API_KEY");
      case 402 ->
          failure(CLIENT_ERROR, Advice.OPEN_CIRCUIT, answer, "pay the account of OPENAI_API_KEY");
      case 404 ->
          failure(
              CLIENT_ERROR,
              Advice.RETRY,
              answer,
              "the server does not have the model \"%s\" (yet): check OPENAI_TRANSCRIPTION_MODEL and OPENAI_BASE_URL"
                  .formatted(OneLine.of(model, key)));
      case 408 -> failure(TIMEOUT, Advice.RETRY, answer, null);
      case 413 -> failure(UNSUPPORTED, Advice.GIVE_UP, answer, "the file is too large for it");
      case 415 -> failure(UNSUPPORTED, Advice.GIVE_UP, answer, null);
      case 429 -> tooMany(answer, now);
      default -> {
        if (status >= 500) {
          yield failure(SERVER_ERROR, Advice.RETRY, answer, null);
        }
        boolean audio = (status == 400 || status == 422) && OpenAiDialect.blamesAudio(answer);
        yield failure(audio ? UNSUPPORTED : CLIENT_ERROR, Advice.GIVE_UP, answer, null);
      }
    };
  }

  EngineException of(IOException failure) {
    boolean timeout = failure instanceof InterruptedIOException;
    return new EngineException(
        timeout ? TIMEOUT : IO,
        Advice.RETRY,
        "%s %s: %s"
            .formatted(
                server,
                timeout ? "did not answer in time" : "could not be reached or broke off",
                OneLine.of(failure.getMessage(), key)),
        failure);
  }

  EngineException tooLarge(long bytes, long limit) {
    return new EngineException(
        UNSUPPORTED,
        Advice.GIVE_UP,
        "%s takes files up to %d MB, this one has %d bytes".formatted(server, limit >> 20, bytes));
  }

  EngineException unreadable(HttpAnswer answer) {
    return new EngineException(
        SERVER_ERROR,
        Advice.GIVE_UP,
        "%s answered %d without a transcript: check OPENAI_BASE_URL"
            .formatted(server, answer.status()));
  }

  private EngineException tooMany(HttpAnswer answer, Instant now) {
    if (answer.body().contains("insufficient_quota")) {
      return failure(
          RATE_LIMITED, Advice.OPEN_CIRCUIT, answer, "pay the account of OPENAI_API_KEY");
    }
    return new EngineException(
        RATE_LIMITED,
        Advice.RETRY,
        message(answer, null),
        RetryAfter.parse(answer.retryAfter(), now),
        null);
  }

  private EngineException failure(
      org.voice2text.model.event.FailureReason reason,
      Advice advice,
      HttpAnswer answer,
      @Nullable String remedy) {
    return new EngineException(reason, advice, message(answer, remedy));
  }

  private String message(HttpAnswer answer, @Nullable String remedy) {
    String said = OneLine.of(answer.body(), key);
    return "%s answered %d%s%s"
        .formatted(
            server,
            answer.status(),
            remedy == null ? "" : ", " + remedy,
            said.isEmpty() ? "" : ": " + said);
  }
}
