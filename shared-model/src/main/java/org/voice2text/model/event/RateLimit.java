package org.voice2text.model.event;

/// Which limit slowed somebody down.
public enum RateLimit implements Label {
  USER,
  CHAT,
  GLOBAL
}
