package org.voice2text.sandbox.language;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a client asked the language API. The key itself is not kept.
///
/// @param maxTokens how long the answer may be; null if not said
/// @param hasKey whether a Bearer key came along
/// @param body all that was sent
public record LanguageRequest(
    Instant time,
    String model,
    List<ChatMessage> messages,
    @Nullable Integer maxTokens,
    boolean hasKey,
    ObjectNode body) {

  /// One part of the conversation.
  ///
  /// @param role `system`, `developer`, `user`, `assistant` or `tool`
  public record ChatMessage(String role, String content) {}

  public LanguageRequest {
    messages = List.copyOf(messages);
  }

  /// All that was said in this role, one message a paragraph.
  public String said(String role) {
    return messages.stream()
        .filter(message -> message.role().equals(role))
        .map(ChatMessage::content)
        .collect(Collectors.joining("\n\n"));
  }

  /// The instructions.
  public String system() {
    return said("system");
  }

  /// The material.
  public String user() {
    return said("user");
  }
}
