package org.voice2text.bot.conversation;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.RewriteMode;

/// Two letters for a mode, for buttons.
///
/// @param mode null for the original
record ModeCode(@Nullable RewriteMode mode) {
  private static final String ORIGINAL = "or";

  String code() {
    return mode == null ? ORIGINAL : mode.label().substring(0, 2);
  }

  static Optional<ModeCode> parse(String code) {
    return code.equals(ORIGINAL)
        ? Optional.of(new ModeCode(null))
        : Arrays.stream(RewriteMode.values())
            .map(ModeCode::new)
            .filter(m -> m.code().equals(code))
            .findFirst();
  }
}
