package org.voice2text.bot.telegram;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.MessageType;

/// What an update means to us.
///
/// @param update which update it came in
public record Incoming(UpdateKey update, Content content) {

  /// Identifies an update.
  public record UpdateKey(long botId, long updateId, long receivedAt) {}

  /// The content of an update.
  public sealed interface Content {}

  /// A message to the bot.
  ///
  /// @param sender null for a channel's or an anonymous administrator's message
  /// @param lag from the message's date to the receipt of the update
  public record Message(
      ChatRef chat,
      boolean isPrivate,
      int messageId,
      @Nullable Sender sender,
      MessageType type,
      Duration lag,
      Body body)
      implements Content {}

  /// An update that the bot has nothing to say to, with the reason for the log.
  public record Ignored(String why) implements Content {}

  /// What a message holds.
  public sealed interface Body {}

  /// A command, such as `/start`.
  ///
  /// @param name without slash and bot's name, in lower case
  public record Command(String name) implements Body {}

  /// A recording.
  public record Media(MediaFile file) implements Body {}

  /// Anything else.
  public record Other() implements Body {}
}
