package org.voice2text.bot.rewriting;

/// Hears how far a text is. Called from several threads, one after the other.
@FunctionalInterface
public interface RewriteListener {
  /// @param done parts that are made, fewer than `parts`
  /// @param parts 2 or more: a short text has no progress to tell
  void progress(int done, int parts);
}
