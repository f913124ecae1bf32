package org.voice2text.model.event;

/// How a request to the language model ended.
public enum RewriteStatus implements Label {
  SUCCESS,
  ERROR,
  CANCELLED
}
