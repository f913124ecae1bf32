package org.voice2text.model.event;

/// A subscription that a user can pay for.
public enum Plan implements Label {
  LITE,
  PRO,
  UNLIMITED
}
