package org.voice2text.bot.rewriting;

/// How much of what was said a rewritten text keeps.
public enum Length {
  SHORT,
  MEDIUM,
  LONG
}
