package org.voice2text.sandbox.telegram;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as it stands now. Immutable: an edit makes a new one under the same id.
///
/// @param editedAt null until edited
/// @param edits how often it was edited
/// @param text the text, or the caption of a file
/// @param replyTo id of the message it answers
/// @param quote the quoted part of that message
/// @param topic thread id in a forum
public record Message(
    Chat chat,
    long id,
    User from,
    Instant date,
    @Nullable Instant editedAt,
    int edits,
    String text,
    List<Entity> entities,
    @Nullable Media media,
    @Nullable Long replyTo,
    @Nullable String quote,
    List<List<Button>> buttons,
    @Nullable Long topic) {

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

  Message edited(FormattedText newText, List<List<Button>> newButtons, Instant now) {
    return new Message(
        chat,
        id,
        from,
        date,
        now,
        edits + 1,
        newText.text(),
        newText.entities(),
        media,
        replyTo,
        quote,
        newButtons,
        topic);
  }

  FormattedText formattedText() {
    return new FormattedText(text, entities);
  }
}
