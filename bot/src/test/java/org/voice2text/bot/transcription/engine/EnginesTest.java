package org.voice2text.bot.transcription.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.prices.PriceList;
import org.voice2text.bot.transcription.audio.External;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.Setting;
import org.voice2text.model.config.Settings;
import org.voice2text.model.config.StartupException;

class EnginesTest {
  private static final String OPENAI = "https://api.openai.com/v1";
  @TempDir private Path folder;

  @Test
  void keepsTheOrderAndNamesForMetrics() {
    External.require(WhisperLibrary.load().isEmpty(), "whisper.cpp's library (Debian: libgomp1)");

    assertThat(engines(config("command,whisper,openai", OPENAI, "key", "base", "/bin/sh -c x")))
        .containsExactly(
            new EngineName("command", "sh"),
            new EngineName("whisper", "base"),
            new EngineName("openai", "gpt-4o-transcribe"));
  }

  @Test
  void leavesOutOpenAiWithoutAKeyButNotAServerOfOnesOwn() {
    assertThat(engines(config("openai,command", OPENAI, null, "base", "sh")))
        .containsExactly(new EngineName("command", "sh"));
    assertThat(engines(config("openai", "http://127.0.0.1:8000/v1", null, "base", null)))
        .containsExactly(new EngineName("openai", "gpt-4o-transcribe"));
  }

  @Test
  void refusesToStartWithoutAnyEngineAndSaysWhy() {
    assertThatThrownBy(
            () -> engines(config("openai,command,siri", OPENAI, null, "base", "no-such-program x")))
        .isInstanceOfSatisfying(
            StartupException.class,
            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION))
        .hasMessage(
            """
            No speech engine of TRANSCRIPTION_ENGINES=openai,command,siri can be used:
              - openai: it needs a key: set OPENAI_API_KEY, or OPENAI_BASE_URL to a server without one
              - command: The program "no-such-program" of TRANSCRIPTION_COMMAND was not found: install it or correct its path
              - siri: there is no engine of this name; use openai, whisper or command
            Make one of them usable, or name another one.\
            """);
  }

  @Test
  void refusesACommandThatCannotBeRead() {
    assertThatThrownBy(() -> engines(config("command", OPENAI, null, "base", "sh -c 'x")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(
            "command: TRANSCRIPTION_COMMAND cannot be used: a quote ' is not closed");
    assertThatThrownBy(() -> engines(config("command", OPENAI, null, "base", null)))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("command: it needs a program: set TRANSCRIPTION_COMMAND");
  }

  @Test
  void refusesAModelThatIsNeitherAFileNorKnown() {
    External.require(WhisperLibrary.load().isEmpty(), "whisper.cpp's library (Debian: libgomp1)");

    assertThatThrownBy(() -> engines(config("whisper", OPENAI, null, "bas", null)))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(
            "whisper: WHISPER_MODEL=bas is neither a file nor one of base, base-q5_1, base-q8_0,"
                + " base.en, ");
  }

  @Test
  void readsTheSettingsAndHidesTheKey() {
    Settings settings =
        Settings.parse(
            Setting.Program.BOT,
            Map.of("OPENAI_API_KEY", "sk-secret", "TRANSCRIPTION_ENGINES", "openai"),
            folder.resolve("absent"));

    EngineConfig config = EngineConfig.of(settings, folder);

    assertThat(config.openAiKey()).isEqualTo("sk-secret");
    assertThat(config.longestAudio()).isEqualTo(Duration.ofHours(3));
    assertThat(config)
        .hasToString(
            "EngineConfig[order=[openai], openAiModel=gpt-4o-transcribe, whisperModel=base]");
  }

  @Test
  void knowsASumOfEveryLength() {
    assertThat(ModelSums.KNOWN.values()).allMatch(sum -> sum.matches("[0-9a-f]{64}"));
    assertThat(ModelSums.NAMES)
        .containsAll(ModelSums.KNOWN.keySet())
        .contains("tiny.en-q5_1", "medium.en-q5_0", "large-v3-turbo-q8_0");
  }

  private List<EngineName> engines(EngineConfig config) {
    try (Orchestrator orchestrator =
        Engines.create(config, new OkHttpClient(), PriceList.bundled())) {
      return orchestrator.engines();
    }
  }

  private EngineConfig config(
      String order, String base, @Nullable String key, String model, @Nullable String command) {
    return new EngineConfig(
        List.of(order.split(",", -1)),
        URI.create(base),
        key,
        "gpt-4o-transcribe",
        model,
        folder.resolve("models"),
        command,
        Duration.ofHours(3));
  }
}
