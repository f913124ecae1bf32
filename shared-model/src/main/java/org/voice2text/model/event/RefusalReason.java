package org.voice2text.model.event;

/// Why a recording was not taken into the queue.
public enum RefusalReason implements Label {
  QUEUE_FULL,
  TOO_LARGE,
  TOO_LONG,
  EMPTY,
  NO_MINUTES,
  RATE_LIMITED,
  BLOCKED
}
