package org.voice2text.sandbox.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.voice2text.sandbox.SandboxServer;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.WorldChange;

/// 50 voice messages a second, each from a person of its own, spread over several bots because
/// Telegram lets one bot write about 30 messages a second. Not thread-safe.
final class Load {
  static final int BOTS = 5;
  private static final long FIRST_BOT = 2000001;
  static final String TOKENS =
      IntStream.range(0, BOTS)
          .mapToObj(i -> (FIRST_BOT + i) + ":pretend-token-of-the-sandbox")
          .collect(Collectors.joining(","));

  private static final Duration GAP = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ANSWER = "What was said.";

  private final SandboxServer sandbox;
  private final Map<Long, Long> sentAt = new ConcurrentHashMap<>();
  private final Map<Long, Duration> answeredAfter = new ConcurrentHashMap<>();

  /// @param times from the message to its answer
  record Result(List<Duration> times, int sent) {}

  Load(SandboxServer sandbox) {
    this.sandbox = sandbox;
    sandbox.speech().answerWith(ANSWER);
    sandbox
        .world()
        .onChange(change -> {
          if (change instanceof WorldChange.MessageShown shown
              && shown.message().text().equals(ANSWER)) {
            answered(shown.message().chat().id());
          }
        });
  }

  /// A private chat has its person's id.
  private void answered(long user) {
    Long start = sentAt.get(user);
    if (start != null) {
      Duration _ = answeredAfter.putIfAbsent(user, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  Result run(Duration length) throws InterruptedException {
    sentAt.clear();
    answeredAfter.clear();
    int count = (int) length.dividedBy(GAP);
    long next = System.nanoTime();
    for (int i = 0; i < count; i++) {
      User user = sandbox.world().addUser("Load", "en");
      byte[] content = ("OggS load " + Instant.now() + i).getBytes(StandardCharsets.UTF_8);
      sentAt.put(user.id(), System.nanoTime());
      Message _ = sandbox.world().sendVoice(FIRST_BOT + i % BOTS, user, content, 3);
      next += GAP.toNanos();
      LockSupport.parkNanos(next - System.nanoTime());
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (answeredAfter.size() < count && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return new Result(new ArrayList<>(answeredAfter.values()), count);
  }
}
