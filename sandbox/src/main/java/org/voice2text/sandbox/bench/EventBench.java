package org.voice2text.sandbox.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Measures what an event costs the bot, in a process that has the bot's classes and flags.
final class EventBench {
  private static final String PREFIX = "EventCost: ";

  private EventBench() {}

  static Figure run(BenchPlace place) throws IOException, InterruptedException {
    Process bot =
        new ProcessBuilder(
                place.java().toString(),
                "@" + place.project().resolve("bot/jvm.options"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                place.project().resolve("bot/target/bot.jar").toString(),
                place.project().resolve("sandbox/src/bench/EventCost.java").toString(),
                place.folder().toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(bot.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int line = output.indexOf(PREFIX);
    if (bot.waitFor() != 0 || line < 0) {
      throw new IllegalStateException("The cost of an event cannot be measured:\n" + output);
    }
    return new Figure(
        "bot: CPU of one event",
        output.substring(line + PREFIX.length()).strip() + " µs",
        "100 µs",
        "instruments and row, all threads of a process with the bot's classes and flags; 100,000 events after as many, 25 a commit");
  }
}
