package org.voice2text.bot.rewriting;

import org.voice2text.model.event.FailureReason;

/// What became of a wish for a rewritten text.
public sealed interface Rewriting {
  /// @param text plain, where a line that begins with `# ` is a heading and one with `- ` an item
  /// @param saved whether no request to the language model was made for this wish
  record Made(String text, boolean saved) implements Rewriting {
    /// Without the text.
    @Override
    public String toString() {
      return "Made[%d characters, saved=%s]".formatted(text.length(), saved);
    }
  }

  /// The model could not do it; the operator has been told why.
  record Failed(FailureReason reason) implements Rewriting {}
}
