package org.voice2text.bot.rewriting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.http.HttpAnswer;
import org.voice2text.bot.http.OneLine;
import org.voice2text.bot.http.RetryAfter;
import org.voice2text.bot.rewriting.ChatException.Kind;

/// Reads the answers of a chat API and tells apart why there is no text. A server's own words go
/// into no message: they may repeat what was sent. Thread-safe.
///
/// @param server host and port, for messages
record ChatReader(String server, String model) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /// Codes such as `model_not_found`, which cannot hold a sentence.
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

  private static final double MICROS = 1e6;
  private static final double DEAREST = 1e6;

  /// @param bill is told what the answer cost, also when it is of no use
  String read(HttpAnswer answer, Instant now, Consumer<Usage> bill) throws ChatException {
    if (!answer.isSuccess()) {
      throw failure(answer.status(), json(answer.body()).path("error"), answer.retryAfter(), now);
    }
    JsonNode root = json(answer.body());
    if (root.path("usage").isObject()) {
      bill.accept(usage(root.path("usage")));
    }
    JsonNode choice = root.path("choices").path(0);
    JsonNode error = root.has("error") ? root.path("error") : choice.path("error");
    if (!root.path("usage").isObject() && !error.isObject() && choice.path("message").isObject()) {
      bill.accept(Usage.UNKNOWN);
    }
    if (error.isObject()) {
      // Routers tell of their providers' failures inside an answer 200.
      int code = error.path("code").asInt(0);
      throw failure(code >= 400 && code < 600 ? code : 502, error, answer.retryAfter(), now);
    }
    if (!choice.path("message").isObject()) {
      throw new ChatException(
          Kind.WRONG_BODY,
          "%s answered %d with something else than a chat completion: check LLM_BASE_URL"
              .formatted(server, answer.status()));
    }
    return text(choice);
  }

  private String text(JsonNode choice) throws ChatException {
    String end = choice.path("finish_reason").asText("");
    if (end.equals("length")) {
      throw new ChatException(
          Kind.TOO_LONG, "%s: %s may write no more than it did".formatted(server, shown(model)));
    }
    JsonNode message = choice.path("message");
    if (end.equals("content_filter") || message.path("refusal").isTextual()) {
      throw new ChatException(
          Kind.REFUSED, "%s: %s will not rewrite this text".formatted(server, shown(model)));
    }
    String text = ModelText.clean(message.path("content").asText(""));
    if (text.isBlank()) {
      throw new ChatException(
          Kind.EMPTY, "%s: %s answered without a text".formatted(server, shown(model)));
    }
    return text;
  }

  private ChatException failure(
      int status, JsonNode error, @Nullable String retryAfter, Instant now) {
    Kind kind =
        switch (status) {
          case 401, 402, 403 -> Kind.UNAUTHORIZED;
          case 408 -> Kind.TIMEOUT;
          case 429 -> quotaIsSpent(error) ? Kind.UNAUTHORIZED : Kind.RATE_LIMITED;
          default -> status >= 500 ? Kind.SERVER_ERROR : Kind.CLIENT_ERROR;
        };
    String code = code(error);
    return new ChatException(
        kind,
        "%s answered %d%s%s"
            .formatted(server, status, code.isEmpty() ? "" : " " + code, remedy(kind, status)),
        RetryAfter.parse(retryAfter, now),
        null);
  }

  private String remedy(Kind kind, int status) {
    if (kind == Kind.UNAUTHORIZED) {
      return status == 401 || status == 403
          ? ": check LLM_API_KEY"
          : ": pay the account of LLM_API_KEY";
    }
    return status == 404
        ? ": it does not have the model %s; check LLM_MODEL and LLM_BASE_URL"
            .formatted(shown(model))
        : "";
  }

  private static boolean quotaIsSpent(JsonNode error) {
    return error.path("code").asText("").equals("insufficient_quota")
        || error.path("type").asText("").equals("insufficient_quota");
  }

  private static String code(JsonNode error) {
    String code = error.path("code").isTextual() ? error.path("code").asText() : "";
    String told = code.isEmpty() ? error.path("type").asText("") : code;
    return CODE.matcher(told).matches() ? told : "";
  }

  private static Usage usage(JsonNode usage) {
    JsonNode cost = usage.path("cost");
    boolean priced = cost.isNumber() && cost.doubleValue() >= 0 && cost.doubleValue() < DEAREST;
    return new Usage(
        count(usage.path("prompt_tokens")),
        count(usage.path("completion_tokens")),
        priced ? OptionalLong.of(Math.round(cost.doubleValue() * MICROS)) : OptionalLong.empty());
  }

  private static OptionalLong count(JsonNode node) {
    return node.canConvertToLong() && node.isNumber() && node.longValue() >= 0
        ? OptionalLong.of(node.longValue())
        : OptionalLong.empty();
  }

  private static JsonNode json(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException _) {
      return MAPPER.missingNode();
    }
  }

  private static String shown(String model) {
    return OneLine.of(model, null);
  }
}
