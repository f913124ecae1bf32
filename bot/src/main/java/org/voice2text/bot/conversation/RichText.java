package org.voice2text.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voice2text.bot.telegram.FormattedText;
import org.voice2text.bot.telegram.FormattedText.Span;

/// Shows what a language model wrote: headings and strong words become bold, emphasis becomes
/// italic, items get a bullet, and everything else stays as it is, whatever it looks like. Nothing
/// in the text can become a link or any other formatting. Confined to one thread.
final class RichText {
  private static final Pattern HEADING = Pattern.compile("\\s{0,3}#{1,6}\\s+(\\S.*?)[\\s#]*");
  private static final Pattern ITEM = Pattern.compile("(\\s*)[-*+•]\\s+(.*)");
  private static final Pattern RULE = Pattern.compile("\\s*([-*_])(\\s*\\1){2,}\\s*");

  /// Two asterisks on either side, or one that stands for no product of numbers.
  private static final Pattern EMPHASIS =
      Pattern.compile(
          "\\*\\*(?=\\S)([^*]+?)(?<=\\S)\\*\\*|(?<![\\w*])\\*(?=\\S)([^*]+?)(?<=\\S)\\*(?![\\w*])");

  private final StringBuilder out = new StringBuilder();
  private final List<Span> spans = new ArrayList<>();

  private RichText() {}

  static FormattedText of(String text) {
    RichText rich = new RichText();
    text.strip().lines().forEach(rich::line);
    String shown = rich.out.toString().stripTrailing();
    return shown.isEmpty()
        ? FormattedText.plain(text.strip())
        : new FormattedText(shown, rich.spans);
  }

  private void line(String line) {
    boolean blank = line.isBlank() || RULE.matcher(line).matches();
    if (blank && (out.isEmpty() || out.toString().endsWith("\n\n"))) {
      return;
    }
    if (!blank) {
      Matcher heading = HEADING.matcher(line);
      Matcher item = ITEM.matcher(line);
      if (heading.matches()) {
        span("bold", EMPHASIS.matcher(heading.group(1)).replaceAll("$1$2"));
      } else if (item.matches()) {
        out.append(item.group(1)).append("• ");
        emphasised(item.group(2));
      } else {
        emphasised(line.stripTrailing());
      }
    }
    out.append('\n');
  }

  private void emphasised(String line) {
    Matcher matcher = EMPHASIS.matcher(line);
    int end = 0;
    while (matcher.find()) {
      out.append(line, end, matcher.start());
      if (matcher.group(1) == null) {
        span("italic", matcher.group(2));
      } else {
        span("bold", matcher.group(1));
      }
      end = matcher.end();
    }
    out.append(line.substring(end));
  }

  private void span(String type, String text) {
    spans.add(new Span(type, out.length(), text.length()));
    out.append(text);
  }
}
