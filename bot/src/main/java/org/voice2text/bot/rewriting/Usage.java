package org.voice2text.bot.rewriting;

import java.util.OptionalLong;

/// What one answer of a language model took, as its provider reports it.
///
/// @param read tokens of the request
/// @param written tokens of the answer
/// @param costMicros the provider's own price, in millionths of a dollar
record Usage(OptionalLong read, OptionalLong written, OptionalLong costMicros) {
  /// Of an answer whose provider does not tell.
  static final Usage UNKNOWN =
      new Usage(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
}
