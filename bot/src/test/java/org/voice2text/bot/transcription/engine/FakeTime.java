package org.voice2text.bot.transcription.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A settable clock that sleeping moves on.
final class FakeTime implements InstantSource, Retries.Sleeper {
  static final Instant START = Instant.parse("2026-11-21T06:00:00Z");
  final List<Duration> pauses = new ArrayList<>();
  private Instant now = START;

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration pause) {
    pauses.add(pause);
    now = now.plus(pause);
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
  }
}
