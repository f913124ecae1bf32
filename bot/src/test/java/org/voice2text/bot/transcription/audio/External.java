package org.voice2text.bot.transcription.audio;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/// Programs that a test needs: without them it is skipped, but in CI it fails.
public final class External {
  private External() {}

  public static void require(boolean there, String what) {
    if (there) {
      return;
    }
    String message = what + " is missing";
    if ("true".equals(System.getenv("CI"))) {
      fail(message + ", and CI=true allows no test to be skipped");
    }
    abort(message);
  }

  public static void requireProgram(String program) {
    require(ChildProcess.isInstalled(program), "the program " + program);
  }
}
