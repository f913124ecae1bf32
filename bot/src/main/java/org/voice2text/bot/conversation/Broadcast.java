package org.voice2text.bot.conversation;

import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.model.event.Label;

/// A message of an owner to everybody who has written to a bot in private.
///
/// @param owner the owner's chat
/// @param messageId the message there that everybody gets a copy of
/// @param statusId the message that shows the progress; null before there is one
/// @param recipients how many there were when it began
/// @param blocked how many had blocked the bot
record Broadcast(
    long id,
    ChatRef owner,
    int messageId,
    @Nullable Integer statusId,
    String language,
    State state,
    long recipients,
    long delivered,
    long blocked,
    long failed) {

  /// How far it is.
  enum State implements Label {
    /// Shown to the owner, who has not agreed yet.
    OFFERED,
    RUNNING,
    DONE,
    /// By the owner.
    STOPPED,
    /// The message to be copied is gone.
    FAILED
  }

  /// What became of one recipient's copy.
  enum Outcome {
    DELIVERED,
    BLOCKED,
    FAILED
  }

  /// How many were served.
  long served() {
    return delivered + blocked + failed;
  }
}
