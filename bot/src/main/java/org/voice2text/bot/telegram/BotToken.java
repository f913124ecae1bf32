package org.voice2text.bot.telegram;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voice2text.model.runtime.Hmac;

/// The secret that lets us act as one bot. Not a record, so that nothing prints it by accident.
public final class BotToken {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,18}):[A-Za-z0-9_-]{8,}");

  private final long botId;
  private final String value;

  private BotToken(long botId, String value) {
    this.botId = botId;
    this.value = value;
  }

  /// @throws IllegalArgumentException whose message says the rule and does not show the value
  public static BotToken parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must look like 123456789:AAF… as @BotFather gives it (digits, a colon, letters)");
    }
    return new BotToken(Long.parseLong(matcher.group(1)), text);
  }

  /// Telegram's id of the bot, which is not secret.
  public long botId() {
    return botId;
  }

  String value() {
    return value;
  }

  /// A key that leads back neither to the token nor to the key for another purpose. It changes with
  /// the token.
  public byte[] deriveKey(String purpose) {
    return Hmac.of(value.getBytes(StandardCharsets.UTF_8), "voice2text: " + purpose);
  }

  @Override
  public String toString() {
    return "bot " + botId;
  }
}
