package org.voice2text.bot.transcription.engine;

import java.time.Duration;
import java.util.OptionalLong;
import org.voice2text.bot.prices.PriceList;

/// Adds the price to what an engine heard where the engine itself does not tell it. Thread-safe.
final class PricedEngine implements SpeechEngine {
  private final SpeechEngine engine;
  private final PriceList prices;

  PricedEngine(SpeechEngine engine, PriceList prices) {
    this.engine = engine;
    this.prices = prices;
  }

  @Override
  public EngineName name() {
    return engine.name();
  }

  @Override
  public Readiness readiness() {
    return engine.readiness();
  }

  @Override
  public Recognition transcribe(AudioInput audio, Duration deadline)
      throws EngineException, ConversionException, InterruptedException {
    return switch (engine.transcribe(audio, deadline)) {
      case Recognition.Transcribed heard when heard.costMicros().isEmpty() ->
          new Recognition.Transcribed(
              heard.text(), heard.segments(), heard.language(), price(audio.expected()));
      case Recognition.Transcribed heard -> heard;
      case Recognition.NoSpeech silence -> silence;
    };
  }

  private OptionalLong price(Duration length) {
    return prices.ofAudio(name().provider(), name().model(), length);
  }

  @Override
  public void close() {
    engine.close();
  }
}
