package org.voice2text.bot.conversation;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.rewriting.RewriteOptions;
import org.voice2text.model.event.RewriteMode;

/// What a person looks at or wants to: a transcript or what was made of it. Every button under a
/// transcript carries one, as `job:mode:options`, such as `17:su:mn0`, so that no button forgets
/// what it is about, whatever is restarted. Immutable.
///
/// @param job the job's key
/// @param mode null for the transcript itself
record TextView(long job, @Nullable RewriteMode mode, RewriteOptions options) {
  private static final Pattern ARGUMENTS = Pattern.compile("(\\d{1,18}):([a-z]{2}):([a-z0-9]+)");
  private static final String ORIGINAL = "or";

  /// The transcript as it is delivered.
  static TextView original(long job) {
    return new TextView(job, null, RewriteOptions.DEFAULT);
  }

  /// Reads what a button carries, which anybody may have made up.
  static Optional<TextView> parse(String arguments) {
    Matcher matcher = ARGUMENTS.matcher(arguments);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long job = Long.parseLong(matcher.group(1));
    String code = matcher.group(2);
    Optional<RewriteMode> mode =
        Arrays.stream(RewriteMode.values()).filter(m -> code(m).equals(code)).findFirst();
    return mode.isEmpty() && !code.equals(ORIGINAL)
        ? Optional.empty()
        : RewriteOptions.parse(matcher.group(3)).map(o -> new TextView(job, mode.orElse(null), o));
  }

  /// At most 28 bytes.
  String arguments() {
    return "%d:%s:%s".formatted(job, mode == null ? ORIGINAL : code(mode), options.code());
  }

  TextView withMode(@Nullable RewriteMode other) {
    return new TextView(job, other, options);
  }

  TextView withOptions(RewriteOptions other) {
    return new TextView(job, mode, other);
  }

  private static String code(RewriteMode mode) {
    return mode.label().substring(0, 2);
  }
}
