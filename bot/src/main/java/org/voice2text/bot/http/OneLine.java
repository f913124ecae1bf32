package org.voice2text.bot.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes foreign text fit for a message: one line, bounded, without the key.
public final class OneLine {
  private static final int LONGEST = 200;
  private static final Pattern GAPS = Pattern.compile("[\\s\\p{Cntrl}]+");

  private OneLine() {}

  public static String of(@Nullable String text, @Nullable String secret) {
    if (text == null) {
      return "";
    }
    String visible = secret == null || secret.isEmpty() ? text : text.replace(secret, "***");
    String start = visible.substring(0, Math.min(visible.length(), 4 * LONGEST));
    String line = GAPS.matcher(start).replaceAll(" ").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
