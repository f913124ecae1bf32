package org.voice2text.model.event;

/// What the language model makes of a transcript.
public enum RewriteMode implements Label {
  STRUCTURED,
  POLISHED,
  SUMMARY,
  ACTION_ITEMS,
  TRANSLATE
}
