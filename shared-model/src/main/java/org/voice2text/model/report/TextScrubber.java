package org.voice2text.model.report;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.runtime.Secrets;

/// Makes a line of text fit to leave the machine: no secret, no address, nothing that a person
/// said. Immutable.
record TextScrubber(HiddenTexts.Blanker hidden) {
  private static final int LONGEST = 500;
  private static final Pattern ADDRESS = Pattern.compile("\\b[a-zA-Z][a-zA-Z0-9+.-]*://\\S+");

  /// The path of a file at Telegram, as it stands in answers and, under a token, in addresses.
  private static final Pattern TELEGRAM_FILE =
      Pattern.compile(
          "\\b(voice|music|videos?|video_notes|documents|animations|photos)/\\S*\\d\\S*");

  /// Our own messages are in English.
  private static final Pattern OTHER_SCRIPT =
      Pattern.compile("[^\\p{ASCII}]+(?:[\\s\\p{Punct}]+[^\\p{ASCII}]+)*");

  @Nullable String clean(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String clean = Secrets.mask(text);
    clean = ADDRESS.matcher(clean).replaceAll("(address)");
    clean = TELEGRAM_FILE.matcher(clean).replaceAll("(file)");
    clean = hidden.blank(clean);
    clean = OTHER_SCRIPT.matcher(clean).replaceAll(HiddenTexts.Blanker.BLANK);
    return clean.length() <= LONGEST
        ? clean
        : clean.substring(0, LONGEST) + HiddenTexts.Blanker.BLANK;
  }

  List<String> clean(@Nullable List<String> texts) {
    return texts == null
        ? List.of()
        : texts.stream().map(text -> text == null ? "" : String.valueOf(clean(text))).toList();
  }
}
