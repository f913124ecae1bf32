package org.voice2text.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voice2text.bot.rewriting.RewriteConfig;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.Setting;
import org.voice2text.model.config.Settings;
import org.voice2text.model.config.StartupException;

class BotConfigTest {
  private static final String TOKEN = "123456789:AAFthisIsNotARealTokenAtAll_0123";
  private static final String DSN = "https://sentrykey@sentry.example/1";

  @Test
  void needsNothingButAToken() {
    BotConfig config = config(Map.of("BOT_TOKEN", TOKEN));
    assertThat(config.tokens()).hasToString("[bot 123456789]");
    assertThat(config.telegramApi()).isEqualTo(URI.create("https://api.telegram.org"));
    assertThat(config.webhook()).isNull();
    assertThat(config.database()).isEqualTo(Path.of("data/voice2text.db"));
    assertThat(config.live()).hasToString("data/live.sock");
    assertThat(config.pushInterval()).isEqualTo(Duration.ofMillis(250));
    assertThat(config.queueCapacity()).isEqualTo(10);
    assertThat(config.workers()).isEqualTo(2);
    assertThat(config.retention()).isEqualTo(Duration.ofDays(90));
    assertThat(config.reports()).isNull();
    assertThat(config.beside("work")).isEqualTo(Path.of("data/work").toAbsolutePath());
  }

  @Test
  void readsSeveralTokensInTheirOrder() {
    assertThat(config(Map.of("BOT_TOKEN", "2:abcdefgh, 1:abcdefgh")).tokens())
        .hasToString("[bot 2, bot 1]");
  }

  @Test
  void readsTheOwnersAndRefusesWhatIsNoId() {
    assertThat(config(Map.of("BOT_TOKEN", TOKEN, "OWNER_IDS", "42, 43")).owners())
        .containsExactlyInAnyOrder(42L, 43L);
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() -> config(Map.of("BOT_TOKEN", TOKEN, "OWNER_IDS", "42,@alice")))
        .withMessageContaining(
            "OWNER_IDS: @alice is no Telegram id of a person; write numbers such as 123456789, separated by commas");
  }

  @Test
  void reportsAllProblemsAtOnceAndShowsNoSecret() {
    Map<String, String> environment = new HashMap<>();
    environment.put("BOT_TOKEN", TOKEN + ",secret-mistyped,," + TOKEN);
    environment.put("TELEGRAM_API_URL", "http://127.0.0.1:8081/bot");
    environment.put("TELEGRAM_WEBHOOK_URL", "https://bot.example");
    environment.put("TELEGRAM_WEBHOOK_SECRET", "secret with spaces");
    environment.put("LIVE_SOCKET", "tcp://10.0.0.1:9401");
    environment.put("LIVE_PUSH_INTERVAL", "2h");
    environment.put("WORKERS", "0");
    environment.put("QUEUE_CAPACITY", "0");
    environment.put("SENTRY_DSN", DSN);
    environment.put("SENTRY_TRACES_SAMPLE_RATE", "1.5");
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() -> config(environment))
        .withMessage(
            """
            The configuration has 10 problems:
              - BOT_TOKEN, entry 2: must look like 123456789:AAF… as @BotFather gives it (digits, a colon, letters)
              - BOT_TOKEN, entry 3: must look like 123456789:AAF… as @BotFather gives it (digits, a colon, letters)
              - BOT_TOKEN, entry 4: names a bot a second time
              - TELEGRAM_WEBHOOK_SECRET: must be 1 to 256 of A-Z a-z 0-9 _ -
              - LIVE_SOCKET=tcp://10.0.0.1:9401: must name a loopback address: 127.0.0.1, [::1] or localhost
              - WORKERS=0: must be from 1 to 64
              - QUEUE_CAPACITY=0: must be 1 or more
              - SENTRY_TRACES_SAMPLE_RATE=1.5: must be from 0 to 1
              - LIVE_PUSH_INTERVAL=7200000 ms: must be at most 1h
              - TELEGRAM_API_URL=http://127.0.0.1:8081/bot: must be scheme, host and port without a path
            Each setting is described in .env.example.\
            """)
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION));
  }

  @Test
  void saysWhereToGetAToken() {
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() -> config(Map.of()))
        .withMessage(
            """
            The configuration has 1 problem:
              - BOT_TOKEN: is missing; get a token from @BotFather, or try everything with `make run`
            Each setting is described in .env.example.\
            """);
  }

  @Test
  void rewritesNothingUnlessAModelIsNamed() {
    assertThat(config(Map.of("BOT_TOKEN", TOKEN, "LLM_API_KEY", "sk-llm")).rewriting()).isNull();
    BotConfig config =
        config(Map.of("BOT_TOKEN", TOKEN, "LLM_API_KEY", "sk-llm", "LLM_MODEL", "openai/gpt-x"));
    assertThat(config.rewriting())
        .isEqualTo(
            new RewriteConfig(
                URI.create("https://openrouter.ai/api/v1"), "sk-llm", "openai/gpt-x"));
    assertThat(String.valueOf(config.rewriting())).doesNotContain("sk-llm");
    assertThat(
            config(
                    Map.of(
                        "BOT_TOKEN", TOKEN,
                        "LLM_BASE_URL", "http://127.0.0.1:11434/v1",
                        "LLM_MODEL", "own"))
                .rewriting())
        .isEqualTo(new RewriteConfig(URI.create("http://127.0.0.1:11434/v1"), null, "own"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://openrouter.ai/api/v1,openrouter.ai",
    "https://api.openai.com/v1,api.openai.com",
    "https://api.deepseek.com,api.deepseek.com"
  })
  void aModelOfAProviderNeedsAKey(String url, String host) {
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() -> config(Map.of("BOT_TOKEN", TOKEN, "LLM_MODEL", "x", "LLM_BASE_URL", url)))
        .withMessage(
            """
            The configuration has 1 problem:
              - LLM_API_KEY: is missing; %s asks for one. Set it, or LLM_BASE_URL to a server without one
            Each setting is described in .env.example.\
            """
                .formatted(host));
  }

  @Test
  void saysWhatIsWrongWithThePrices(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("prices.json"), "{\"models\": {\"a\": 1}}");
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() -> config(Map.of("BOT_TOKEN", TOKEN, "PRICES_FILE", file.toString())))
        .withMessageContaining(
            "PRICES_FILE=%s: models.a: must be an object with minute, input, output"
                .formatted(file));
  }

  @Test
  void aWebhookNeedsItsSecret() {
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(
            () -> config(Map.of("BOT_TOKEN", TOKEN, "TELEGRAM_WEBHOOK_URL", "https://b.example")))
        .withMessageContaining("TELEGRAM_WEBHOOK_SECRET: must be 1 to 256 of A-Z a-z 0-9 _ -");
  }

  @Test
  void showsNoSecretWhenItIsPrinted() {
    BotConfig config =
        config(
            Map.of(
                "BOT_TOKEN", TOKEN,
                "SENTRY_DSN", DSN,
                "OPENAI_API_KEY", "sk-secret",
                "TELEGRAM_WEBHOOK_URL", "https://bot.example",
                "TELEGRAM_WEBHOOK_SECRET", "hooksecret"));
    assertThat(config.reports().dsn()).isEqualTo(DSN);
    assertThat(config.toString())
        .contains("bot 123456789")
        .doesNotContain("AAF", "sentrykey", "sk-secret", "hooksecret");
  }

  private static BotConfig config(Map<String, String> environment) {
    return BotConfig.of(Settings.parse(Setting.Program.BOT, environment, Path.of("none")));
  }
}
