package org.voice2text.bot.telegram;

import java.time.Duration;
import java.time.Instant;
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
  /// @param isAnonymous whether an administrator wrote in the name of the group
  /// @param lag from the message's date to the receipt of the update
  /// @param replyTo the message that this one answers; null for none
  public record Message(
      ChatRef chat,
      boolean isPrivate,
      int messageId,
      @Nullable Sender sender,
      boolean isAnonymous,
      MessageType type,
      Duration lag,
      @Nullable Replied replyTo,
      Body body)
      implements Content {
    /// Whether it is what people say to each other in a group, or Telegram to them: nothing that
    /// the bot would ever answer.
    boolean isTalkOfOthers() {
      return !isPrivate && (body instanceof Other || body instanceof Service);
    }
  }

  /// A press of a button under a message of the bot.
  ///
  /// @param messageId the message with the button
  /// @param queryId what Telegram wants answered
  /// @param data what the button carries: 1 to 64 bytes that anybody may have made up
  public record Press(
      ChatRef chat, boolean isPrivate, int messageId, Sender sender, String queryId, String data)
      implements Content {}

  /// Telegram asks whether a payment may go on. It waits for 10 s.
  ///
  /// @param amount in the currency's smallest unit; Stars have none smaller
  public record PreCheckout(
      Sender sender, String queryId, String currency, long amount, String payload)
      implements Content {}

  /// The bot's own place in a chat changed.
  ///
  /// @param sender who changed it
  public record Membership(
      ChatRef chat, boolean isPrivate, Sender sender, Standing before, Standing now)
      implements Content {}

  /// What the bot may do in a chat. In a private chat GONE means blocked.
  public enum Standing {
    MEMBER,
    ADMINISTRATOR,
    GONE
  }

  /// An update that the bot has nothing to say to, with the reason for the log.
  public record Ignored(String why) implements Content {}

  /// A message that another one answers.
  ///
  /// @param isOurs whether the bot wrote it
  /// @param file its recording; null when it holds none
  public record Replied(int messageId, boolean isOurs, @Nullable MediaFile file) {}

  /// What a message holds.
  public sealed interface Body {}

  /// A command, such as `/start`.
  ///
  /// @param name without slash and bot's name, in lower case
  /// @param addressee the bot's name behind the `@`, in lower case; empty when there is none
  /// @param arguments what follows, without white space around it
  public record Command(String name, String addressee, String arguments) implements Body {}

  /// A recording.
  public record Media(MediaFile file) implements Body {}

  /// A payment was made.
  ///
  /// @param chargeId the same whenever Telegram tells of this payment
  /// @param payload ours, from the invoice
  /// @param subscriptionUntil the end of what was paid for; null unless it is a subscription
  /// @param isRenewal whether a running subscription was renewed
  public record Payment(
      String chargeId,
      String currency,
      long amount,
      String payload,
      @Nullable Instant subscriptionUntil,
      boolean isRenewal)
      implements Body {}

  /// A payment was given back.
  public record Refund(String chargeId, String currency, long amount) implements Body {}

  /// The group goes on under another id.
  public record Migrated(long newChatId) implements Body {}

  /// Something that Telegram tells in a chat, such as that a person joined or a message was pinned.
  public record Service() implements Body {}

  /// Anything else.
  public record Other() implements Body {}
}
