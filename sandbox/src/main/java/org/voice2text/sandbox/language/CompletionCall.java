package org.voice2text.sandbox.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.voice2text.sandbox.fault.Reply;
import org.voice2text.sandbox.language.LanguageRequest.ChatMessage;
import org.voice2text.sandbox.openai.OpenAiReplies;
import org.voice2text.sandbox.record.Json;

/// One request for an answer, read and not yet judged.
///
/// @param isObject whether the body was a JSON object at all
record CompletionCall(LanguageRequest request, boolean isObject) {
  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool");

  static CompletionCall read(Context ctx, Instant now) {
    @Nullable ObjectNode read = object(ctx.bodyAsBytes());
    ObjectNode body = read == null ? Json.object() : read;
    List<ChatMessage> messages = new ArrayList<>();
    for (JsonNode node : body.path("messages")) {
      messages.add(new ChatMessage(node.path("role").asText(), content(node.path("content"))));
    }
    JsonNode limit =
        body.path(body.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens");
    @Nullable String authorization = ctx.header("Authorization");
    LanguageRequest request =
        new LanguageRequest(
            now,
            body.path("model").asText(""),
            messages,
            limit.isInt() ? (Integer) limit.asInt() : null,
            authorization != null && authorization.startsWith("Bearer "),
            body);
    return new CompletionCall(request, read != null);
  }

  private static @Nullable ObjectNode object(byte[] bytes) {
    try {
      return Json.read(bytes) instanceof ObjectNode object ? object : null;
    } catch (IOException _) {
      return null;
    }
  }

  /// A text, or a list of parts of which those of text count.
  private static String content(JsonNode node) {
    if (!node.isArray()) {
      return node.asText("");
    }
    StringBuilder text = new StringBuilder();
    node.forEach(part -> text.append(part.path("text").asText("")));
    return text.toString();
  }

  /// What OpenAI would refuse.
  ///
  /// @param contextLength in tokens, question and answer together
  Optional<Reply> refusal(int contextLength) {
    if (!isObject) {
      return refuse("We could not parse the JSON body of your request.", null);
    }
    if (request.model().isEmpty()) {
      return refuse("you must provide a model parameter", "model");
    }
    if (request.messages().isEmpty()) {
      return refuse("Invalid 'messages': empty array.", "messages");
    }
    for (ChatMessage message : request.messages()) {
      if (!ROLES.contains(message.role())) {
        return refuse("Invalid value: '%s'.".formatted(message.role()), "messages[0].role");
      }
    }
    @Nullable Integer limit = request.maxTokens();
    if (limit != null && limit < 1) {
      return refuse("Invalid 'max_tokens': integer below minimum value.", "max_tokens");
    }
    int wanted = Tokens.of(request) + (limit == null ? 0 : limit);
    if (wanted > contextLength) {
      return Optional.of(
          OpenAiReplies.badRequest(
              "This model's maximum context length is %d tokens. However, you requested %d tokens."
                  .formatted(contextLength, wanted),
              "messages",
              "context_length_exceeded"));
    }
    return Optional.empty();
  }

  private static Optional<Reply> refuse(String message, @Nullable String param) {
    return Optional.of(OpenAiReplies.badRequest(message, param));
  }
}
