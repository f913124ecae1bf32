package org.voice2text.model.event;

/// What a button under a message is for.
public enum ButtonAction implements Label {
  CANCEL,
  ORIGINAL,
  REWRITE,
  OPTIONS,
  EXPORT,
  RETRY,
  SETTINGS,
  PLANS,
  ADMIN,
  OTHER
}
