package org.voice2text.bot.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.UpdateStore.RawUpdate;

/// Where Telegram posts updates to, and the secret by which we know that it is Telegram. Immutable.
public final class Webhook {
  /// The header that carries the secret.
  public static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";

  /// The path under which our server takes updates; the bot's id follows.
  public static final String PATH = "/telegram/";

  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{1,256}");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final URI url;
  private final String secret;

  /// @throws IllegalArgumentException whose message is the rule that the secret breaks
  public Webhook(URI url, String secret) {
    if (!SECRET.matcher(secret).matches()) {
      throw new IllegalArgumentException("must be 1 to 256 of A-Z a-z 0-9 _ -");
    }
    this.url = url;
    this.secret = secret;
  }

  String urlOf(long botId) {
    return url + PATH + botId;
  }

  String secret() {
    return secret;
  }

  /// Compares in constant time, so that the answer's delay tells nothing.
  boolean isSecret(@Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
  }

  static Optional<RawUpdate> parse(long botId, String body, long now) {
    try {
      JsonNode id = MAPPER.readTree(body).path("update_id");
      return id.isIntegralNumber() && id.canConvertToLong()
          ? Optional.of(new RawUpdate(new UpdateKey(botId, id.asLong(), now), body))
          : Optional.empty();
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "webhook";
  }
}
