package org.voice2text.sandbox.telegram;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as it stands now. Immutable: an edit makes a new one under the same id.
///
/// @param from who wrote it; for an anonymous administrator, a channel or a channel's post a
///   stand-in of Telegram's
/// @param senderChat the group or channel in whose name it was written
/// @param editedAt null until edited
/// @param edits how often it was edited
/// @param text the text, or the caption of a file
/// @param replyTo id of the message it answers
/// @param quote the quoted part of that message
/// @param topic thread id in a forum
/// @param forwardedFrom who wrote what is passed on here
public record Message(
    Chat chat,
    long id,
    User from,
    @Nullable Chat senderChat,
    Instant date,
    @Nullable Instant editedAt,
    int edits,
    String text,
    List<Entity> entities,
    @Nullable Media media,
    @Nullable Special special,
    @Nullable Long replyTo,
    @Nullable String quote,
    List<List<Button>> buttons,
    @Nullable Long topic,
    @Nullable User forwardedFrom) {

  public Message {
    entities = List.copyOf(entities);
    buttons = buttons.stream().map(List::copyOf).toList();
  }

  /// The first button that sends this text back to the bot.
  ///
  /// @throws IllegalArgumentException if there is none
  public Button button(String data) {
    return buttons.stream()
        .flatMap(List::stream)
        .filter(button -> data.equals(button.data()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Message %d has no button %s".formatted(id, data)));
  }

  /// The first button with this label.
  ///
  /// @throws IllegalArgumentException if there is none
  public Button labelled(String label) {
    return buttons.stream()
        .flatMap(List::stream)
        .filter(button -> label.equals(button.text()))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Message %d has no button labelled %s, but %s".formatted(id, label, buttons)));
  }

  Message edited(FormattedText newText, List<List<Button>> newButtons, Instant now) {
    return new Message(
        chat,
        id,
        from,
        senderChat,
        date,
        now,
        edits + 1,
        newText.text(),
        newText.entities(),
        media,
        special,
        replyTo,
        quote,
        newButtons,
        topic,
        forwardedFrom);
  }

  FormattedText formattedText() {
    return new FormattedText(text, entities);
  }
}
