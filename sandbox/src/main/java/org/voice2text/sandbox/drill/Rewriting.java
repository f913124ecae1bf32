package org.voice2text.sandbox.drill;

import org.voice2text.sandbox.stage.Stage;

/// A bot with a language model.
final class Rewriting {
  private Rewriting() {}

  static AutoCloseable offer(Stage stage) {
    Stage _ =
        stage
            .with("LLM_BASE_URL", stage.setting("OPENAI_BASE_URL"))
            .with("LLM_MODEL", "pretend-writer");
    return () -> {};
  }
}
