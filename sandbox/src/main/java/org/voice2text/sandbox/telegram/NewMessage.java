package org.voice2text.sandbox.telegram;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message in the making: what is not said stays empty. Not thread-safe.
final class NewMessage {
  final User from;
  FormattedText text = new FormattedText("", List.of());
  @Nullable Chat senderChat;
  @Nullable Media media;
  @Nullable Special special;
  @Nullable Long replyTo;
  @Nullable String quote;
  List<List<Button>> buttons = List.of();
  @Nullable Long topic;
  @Nullable User forwardedFrom;

  NewMessage(User from) {
    this.from = from;
  }

  NewMessage text(FormattedText said) {
    text = said;
    return this;
  }

  NewMessage media(@Nullable Media file) {
    media = file;
    return this;
  }

  NewMessage special(Special what) {
    special = what;
    return this;
  }

  NewMessage inNameOf(@Nullable Chat chat) {
    senderChat = chat;
    return this;
  }

  NewMessage answering(@Nullable Long messageId, @Nullable String quoted) {
    replyTo = messageId;
    quote = quoted;
    return this;
  }

  NewMessage buttons(List<List<Button>> keyboard) {
    buttons = keyboard;
    return this;
  }

  NewMessage topic(@Nullable Long thread) {
    topic = thread;
    return this;
  }

  NewMessage forwardedFrom(@Nullable User writer) {
    forwardedFrom = writer;
    return this;
  }

  Message build(Chat chat, long id, Instant now) {
    return new Message(
        chat,
        id,
        from,
        senderChat,
        now,
        null,
        0,
        text.text(),
        text.entities(),
        media,
        special,
        replyTo,
        quote,
        buttons,
        topic,
        forwardedFrom);
  }
}
