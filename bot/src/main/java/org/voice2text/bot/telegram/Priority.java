package org.voice2text.bot.telegram;

/// What is written first when Telegram's limits make messages wait: what matters most to the
/// reader.
public enum Priority {
  ANSWER,
  ERROR,
  BUTTONS,
  /// Dropped rather than kept waiting: the next one tells more.
  PROGRESS,
  /// To everybody: after all that anybody waits for.
  BROADCAST
}
