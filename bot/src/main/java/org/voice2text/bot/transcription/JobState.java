package org.voice2text.bot.transcription;

import org.voice2text.model.event.Label;

/// A job is in exactly one of these states, in this order: the last three end it.
public enum JobState implements Label {
  QUEUED,
  RUNNING,
  /// The transcript is stored, not all parts of the answer are sent.
  TRANSCRIBED,
  DELIVERED,
  FAILED,
  CANCELLED
}
