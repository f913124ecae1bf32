package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsOfTelegramTest {

  @Test
  void aTokenTellsItsBotAndNotItself() {
    BotToken token = BotToken.parse(FakeTelegram.TOKEN);
    assertThat(token.botId()).isEqualTo(123_456_789);
    assertThat(token).hasToString("bot 123456789");
    assertThat(token.value()).isEqualTo(FakeTelegram.TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "secret-x", "123:short", ":AAFabcdefgh", "12a:AAFabcdefgh", "1:AAFabc/efgh"})
  void refusesWhatIsNoTokenWithoutShowingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BotToken.parse(text))
        .withMessage(
            "must look like 123456789:AAF… as @BotFather gives it (digits, a colon, letters)");
  }

  @Test
  void aWebhookShowsNeitherAddressNorSecret() {
    Webhook webhook = new Webhook(URI.create("https://bot.example"), "abc");
    assertThat(webhook).hasToString("webhook");
    assertThat(webhook.isSecret("abc")).isTrue();
    assertThat(webhook.isSecret("abd")).isFalse();
    assertThat(webhook.isSecret(null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space", "ключ", "a/b"})
  void refusesASecretThatTelegramWouldRefuse(String secret) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Webhook(URI.create("https://bot.example"), secret))
        .withMessage("must be 1 to 256 of A-Z a-z 0-9 _ -");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Webhook(URI.create("https://bot.example"), "x".repeat(257)));
  }
}
