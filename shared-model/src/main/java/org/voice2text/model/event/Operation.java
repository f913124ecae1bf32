package org.voice2text.model.event;

/// What a user asked the bot to do.
public enum Operation implements Label {
  START,
  HELP,
  SETTINGS,
  PLANS,
  TRANSCRIBE,
  REWRITE,
  EXPORT,
  STATS,
  PRIVACY,
  PAYSUPPORT,
  DELETE_DATA,
  REPORT,
  CANCEL,
  BUY,
  ADMIN,
  OTHER
}
