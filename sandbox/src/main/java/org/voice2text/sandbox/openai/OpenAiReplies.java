package org.voice2text.sandbox.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.fault.Reply;
import org.voice2text.sandbox.record.Json;

/// What the speech API and the language API answer alike, in OpenAI's shape.
public final class OpenAiReplies {
  private static final List<String> MODELS =
      List.of(
          "whisper-1",
          "gpt-4o-transcribe",
          "gpt-4o-mini-transcribe",
          "pretend-speech",
          "pretend-language");

  private OpenAiReplies() {}

  public static void register(RoutesConfig routes) {
    routes.get("/v1/models", ctx -> models().writeTo(ctx));
  }

  private static Reply models() {
    ObjectNode body = Json.object().put("object", "list");
    ArrayNode data = body.putArray("data");
    MODELS.forEach(model ->
        data.addObject().put("id", model).put("object", "model").put("owned_by", "sandbox"));
    return Reply.json(200, body);
  }

  public static Reply badRequest(String message, @Nullable String param) {
    return badRequest(message, param, null);
  }

  public static Reply badRequest(String message, @Nullable String param, @Nullable String code) {
    return Reply.json(400, body(message, "invalid_request_error", param, code));
  }

  public static Reply tooLarge(long limit, long size) {
    String message =
        "413: Maximum content size limit (%d) exceeded (%d bytes read)".formatted(limit, size);
    return Reply.json(413, body(message, "server_error", null, null));
  }

  /// @param retryAfter seconds, for 429
  public static Reply error(int status, OptionalInt retryAfter) {
    String message =
        switch (status) {
          case 401 -> "Incorrect API key provided.";
          case 402 -> "Insufficient credits.";
          case 403 -> "Your key does not have access to this model.";
          case 404 -> "The model does not exist or you do not have access to it.";
          case 413 -> "413: Maximum content size limit (26214400) exceeded";
          case 415 -> "The audio file could not be decoded or its format is not supported.";
          case 429 -> "Rate limit reached. Please try again later.";
          default -> "The server had an error while processing your request.";
        };
    String type = status < 500 ? "invalid_request_error" : "server_error";
    Reply reply = Reply.json(status, body(message, type, null, null));
    return retryAfter.isPresent()
        ? reply.withHeader("Retry-After", Integer.toString(retryAfter.getAsInt()))
        : reply;
  }

  private static ObjectNode body(
      String message, String type, @Nullable String param, @Nullable String code) {
    ObjectNode body = Json.object();
    body.putObject("error")
        .put("message", message)
        .put("type", type)
        .put("param", param)
        .put("code", code);
    return body;
  }
}
