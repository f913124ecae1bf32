package org.voice2text.bot.conversation;

import org.voice2text.bot.transcription.Job;

/// What follows once a transcript was delivered. May be told again after a kill.
@FunctionalInterface
interface AfterDelivery {
  /// Nothing follows.
  AfterDelivery NOTHING = (_, _, _) -> {};

  /// Must not fail: the transcript was delivered.
  ///
  /// @param messageId the message with the buttons
  void delivered(Job job, int messageId, ShownText shown) throws InterruptedException;
}
