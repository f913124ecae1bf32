package org.voice2text.bot.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListTest {
  @TempDir private Path folder;

  @Test
  void knowsThePriceOfAMinute() {
    PriceList list = PriceList.bundled();
    assertThat(list.ofAudio("openai", "gpt-4o-transcribe", Duration.ofSeconds(90)))
        .isEqualTo(OptionalLong.of(9000));
    assertThat(list.ofAudio("openai", "whisper-large-v3-turbo", Duration.ofSeconds(11)))
        .isEqualTo(OptionalLong.of(122));
    assertThat(list.ofAudio("whisper", "base", Duration.ofHours(3))).isEqualTo(OptionalLong.of(0));
    assertThat(list.ofAudio("openai", "mine", Duration.ofHours(3))).isEmpty();
    assertThat(list.ofAudio("command", null, Duration.ofHours(3))).isEmpty();
    assertThat(list.ofAudio("openai", "gpt-4o", Duration.ofHours(3))).isEmpty();
  }

  @Test
  void knowsThePriceOfTokens() {
    PriceList list = PriceList.bundled();
    assertThat(list.ofTokens("gpt-4o-mini", 1000, 500)).isEqualTo(OptionalLong.of(450));
    assertThat(list.ofTokens("gpt-4o-mini", 3, 0)).isEqualTo(OptionalLong.of(0));
    assertThat(list.ofTokens("mine", 1000, 500)).isEmpty();
    assertThat(list.ofTokens("whisper-1", 1000, 500)).isEmpty();
  }

  @Test
  void anOperatorsPricesLieOverTheBundledOnes() throws IOException {
    PriceList list =
        PriceList.with(
            file(
                """
                {"models": {"mine": {"input": 1, "output": 2.5}, "whisper-1": {"minute": 0.001}},
                 "engines": {"command": {"minute": 0.01}}}
                """));
    assertThat(list.ofTokens("mine", 100, 10)).isEqualTo(OptionalLong.of(125));
    assertThat(list.ofAudio("openai", "whisper-1", Duration.ofMinutes(1)))
        .isEqualTo(OptionalLong.of(1000));
    assertThat(list.ofAudio("command", "x", Duration.ofMinutes(1)))
        .isEqualTo(OptionalLong.of(10_000));
    assertThat(list.ofTokens("gpt-4o-mini", 1000, 500)).isEqualTo(OptionalLong.of(450));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|it must be an object with note, models, engines",
        "{\"modles\": {}}|modles: is not known; use note, models, engines",
        "{\"models\": {\"a\": {\"minutes\": 1}}}|models.a.minutes: is not known; use minute, input, output",
        "{\"models\": {\"a\": {\"minute\": -1}}}|models.a.minute=-1: must be a number of dollars, 0 or more",
        "{\"engines\": {\"a\": {\"minute\": \"1\"}}}|engines.a.minute=\"1\": must be a number of dollars, 0 or more",
        "{\"models\": {\"a\": {\"input\": 1}}}|models.a: needs a price for a minute, or both for input and output",
        "{\"models\": {\"a\": 1}}|models.a: must be an object with minute, input, output",
      })
  void saysWhatIsWrong(String json, String problem) throws IOException {
    Path file = file(json);
    assertThatThrownBy(() -> PriceList.with(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
  }

  @Test
  void saysThatAFileIsNoJsonOrNotThere() throws IOException {
    Path file = file("{\"models\": ");
    assertThatThrownBy(() -> PriceList.with(file)).hasMessageStartingWith("is not JSON: ");
    Path twice = file("{\"models\": {}, \"models\": {}}");
    assertThatThrownBy(() -> PriceList.with(twice))
        .hasMessage("is not JSON: Duplicate field 'models'");
    Path absent = folder.resolve("absent");
    assertThatThrownBy(() -> PriceList.with(absent))
        .hasMessage("cannot be read as text: NoSuchFileException");
  }

  private Path file(String json) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "prices", ".json"), json);
  }
}
