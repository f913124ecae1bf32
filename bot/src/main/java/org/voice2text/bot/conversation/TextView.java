package org.voice2text.bot.conversation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.rewriting.RewriteOptions;
import org.voice2text.model.event.RewriteMode;

/// A way to look at what was said in a recording: the transcript, or what is made of it. Written
/// into buttons as `job:mode:options`, such as `17:su:mn0`. Immutable.
///
/// @param job the job's key
/// @param mode null for the transcript itself
record TextView(long job, @Nullable RewriteMode mode, RewriteOptions options) {
  private static final Pattern CODE = Pattern.compile("([0-9]{1,18}):([a-z]{2}):([a-z0-9]+)");

  /// The transcript as it is delivered.
  static TextView original(long job) {
    return new TextView(job, null, RewriteOptions.DEFAULT);
  }

  /// Reads what {@link #code} gives; nothing for anything else.
  static Optional<TextView> parse(String code) {
    Matcher matcher = CODE.matcher(code);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long job = Long.parseLong(matcher.group(1));
    return RewriteOptions.parse(matcher.group(3))
        .flatMap(options ->
            ModeCode.parse(matcher.group(2)).map(mode -> new TextView(job, mode.mode(), options)));
  }

  /// At most 27 bytes.
  String code() {
    return "%d:%s:%s".formatted(job, new ModeCode(mode).code(), options.code());
  }

  TextView withMode(@Nullable RewriteMode other) {
    return new TextView(job, other, options);
  }

  TextView withOptions(RewriteOptions other) {
    return new TextView(job, mode, other);
  }
}
