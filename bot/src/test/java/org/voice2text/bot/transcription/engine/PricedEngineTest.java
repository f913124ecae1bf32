package org.voice2text.bot.transcription.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.prices.PriceList;

class PricedEngineTest {
  private static final Duration DEADLINE = Duration.ofSeconds(1);

  @TempDir private Path folder;

  @Test
  void addsThePriceOfTheRecordingsLength() throws Exception {
    assertThat(cost("whisper-1", OptionalLong.empty())).isEqualTo(OptionalLong.of(100));
  }

  @Test
  void leavesThePriceThatTheEngineTells() throws Exception {
    assertThat(cost("whisper-1", OptionalLong.of(5))).isEqualTo(OptionalLong.of(5));
  }

  @Test
  void leavesOpenWhatNobodyKnows() throws Exception {
    assertThat(cost("mine", OptionalLong.empty())).isEmpty();
  }

  private OptionalLong cost(String model, OptionalLong told) throws Exception {
    SpeechEngine engine = new Engine(model, told);
    try (AudioInput audio = Audio.input(Audio.opus(folder), folder);
        PricedEngine priced = new PricedEngine(engine, PriceList.bundled())) {
      return ((Recognition.Transcribed) priced.transcribe(audio, DEADLINE)).costMicros();
    }
  }

  private record Engine(String model, OptionalLong told) implements SpeechEngine {
    @Override
    public EngineName name() {
      return new EngineName("openai", model);
    }

    @Override
    public Recognition transcribe(AudioInput audio, Duration deadline) {
      return new Recognition.Transcribed("Heard.", List.of(), null, told);
    }

    @Override
    public Readiness readiness() {
      return new Readiness(true, "ready");
    }

    @Override
    public void close() {}
  }
}
