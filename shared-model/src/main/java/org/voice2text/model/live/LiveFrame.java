package org.voice2text.model.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/// What goes over the live socket. `docs/live-protocol.md` describes the bytes.
public sealed interface LiveFrame {

  /// Opens a connection: who pushes.
  ///
  /// @param sessionId random, one for the life of a process, also across reconnects
  /// @param source names the program that pushes, such as `bot`
  /// @param pushInterval how often a snapshot will come; silence is judged by it
  record Hello(
      int protocolVersion,
      String sessionId,
      String source,
      Instant processStart,
      Duration pushInterval)
      implements LiveFrame {
    /// The only version that there is.
    public static final int VERSION = 1;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Duration MAX_INTERVAL = Duration.ofHours(1);

    public Hello {
      check(NAME.matcher(sessionId).matches(), "session id", "1 to 64 of A-Z a-z 0-9 . _ -");
      check(NAME.matcher(source).matches(), "source", "1 to 64 of A-Z a-z 0-9 . _ -");
      check(processStart.toEpochMilli() >= 0, "process start", "in 1970 or later");
      check(
          pushInterval.toMillis() >= 1 && pushInterval.compareTo(MAX_INTERVAL) <= 0,
          "push interval",
          "1 ms to 1 h");
    }

    public static Hello of(
        String sessionId, String source, Instant processStart, Duration pushInterval) {
      return new Hello(VERSION, sessionId, source, processStart, pushInterval);
    }
  }

  /// The complete state of a registry.
  ///
  /// @param sequence rises with every frame of a session, also across reconnects; 1 or more
  /// @param families one {@link FamilyCodec#encode} each; a sender may keep the bytes of families
  ///   that did not change. The arrays are not copied and must not be changed.
  record Snapshot(long sequence, Instant takenAt, List<byte[]> families) implements LiveFrame {
    public Snapshot {
      check(sequence >= 1, "sequence", "1 or more");
      check(takenAt.toEpochMilli() >= 0, "time", "in 1970 or later");
      families = List.copyOf(families);
    }
  }

  /// The session ends; its last snapshot was sent before. The receiver closes the connection when
  /// it has kept the values, which the sender may take as a confirmation.
  record Goodbye(long sequence) implements LiveFrame {
    public Goodbye {
      check(sequence >= 1, "sequence", "1 or more");
    }
  }

  private static void check(boolean valid, String what, String rule) {
    if (!valid) {
      throw new IllegalArgumentException("The %s must be %s".formatted(what, rule));
    }
  }
}
