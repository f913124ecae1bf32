package org.voice2text.bot.transcription.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.voice2text.bot.transcription.engine.EngineException.Advice;
import org.voice2text.model.event.FailureReason;

/// Does what it is told, in order; the last instruction holds from then on.
final class FakeEngine implements SpeechEngine {
  /// One attempt.
  interface Script {
    Recognition run(AudioInput audio, Duration deadline)
        throws EngineException, ConversionException, InterruptedException;
  }

  final List<Duration> deadlines = new ArrayList<>();
  private final String provider;
  private final Deque<Script> scripts = new ArrayDeque<>();
  boolean closed;

  FakeEngine(String provider) {
    this.provider = provider;
  }

  static Recognition.Transcribed said(String text) {
    return new Recognition.Transcribed(text, List.of(), null, OptionalLong.of(42));
  }

  FakeEngine then(Script script) {
    scripts.add(script);
    return this;
  }

  FakeEngine thenSay(String text) {
    return then((_, _) -> said(text));
  }

  FakeEngine thenFail(FailureReason reason, Advice advice) {
    return then((_, _) -> {
      throw new EngineException(reason, advice, provider + " is down");
    });
  }

  @Override
  public EngineName name() {
    return new EngineName(provider, null);
  }

  @Override
  public Recognition transcribe(AudioInput audio, Duration deadline)
      throws EngineException, ConversionException, InterruptedException {
    Script script;
    synchronized (this) {
      deadlines.add(deadline);
      script = scripts.size() > 1 ? scripts.remove() : scripts.element();
    }
    return script.run(audio, deadline);
  }

  @Override
  public Readiness readiness() {
    return new Readiness(true, "ready");
  }

  @Override
  public void close() {
    closed = true;
  }
}
