package org.voice2text.bot.rewriting;

/// How many emoji a rewritten text has.
public enum Emoji {
  NONE,
  FEW,
  MANY
}
