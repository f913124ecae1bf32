package org.voice2text.bot.conversation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.event.RewriteMode;

/// What a button under a text carries behind its handler's name: what it is for, and what the
/// message shows to which it belongs, as `job:mode:options:shown+place`, such as `17:su:mn0:ort`.
/// So no button forgets what it is about, whatever is restarted. Immutable.
///
/// @param wanted what the button is for
/// @param shownMode of the text in the message; null for the transcript itself
record TextButton(TextView wanted, @Nullable RewriteMode shownMode, Place place) {
  private static final Pattern DATA = Pattern.compile("(.+):([a-z]{2})([a-z])");

  /// Reads what a button carries, which anybody may have made up.
  static Optional<TextButton> parse(String data) {
    Matcher matcher = DATA.matcher(data);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Optional<TextView> wanted = TextView.parse(matcher.group(1));
    Optional<ModeCode> shown = ModeCode.parse(matcher.group(2));
    Optional<Place> place = Place.of(matcher.group(3));
    return wanted.isEmpty() || shown.isEmpty() || place.isEmpty()
        ? Optional.empty()
        : Optional.of(new TextButton(wanted.get(), shown.get().mode(), place.get()));
  }

  /// At most 31 bytes.
  String data() {
    return wanted.code() + ":" + new ModeCode(shownMode).code() + place.code();
  }
}
