package org.voice2text.bot.billing;

import org.voice2text.model.event.Label;

/// Why minutes moved.
enum EntryKind implements Label {
  FREE,
  PAYMENT,
  CREDIT,
  RESERVE,
  SETTLE,
  RELEASE,
  EXPIRE,
  REFUND
}
