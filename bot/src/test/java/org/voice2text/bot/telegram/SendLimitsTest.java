package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SendLimitsTest {
  private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
  private static final ChatRef PERSON = new ChatRef(1, 42, null);
  private static final ChatRef GROUP = new ChatRef(1, -42, null);

  private final SendLimits limits = new SendLimits();

  @Test
  void aPersonGetsAShortBurstAndThenOneASecond() {
    List<Instant> sent = sendAsFastAsAllowed(PERSON, Duration.ofMinutes(10));
    assertThat(sent.subList(0, 3)).containsOnly(START);
    assertThat(most(sent, Duration.ofSeconds(3))).isEqualTo(3);
    assertThat(sent).hasSizeBetween(595, 603);
  }

  @Test
  void aGroupNeverGetsMoreThanTwentyInAnyMinute() {
    List<Instant> sent = sendAsFastAsAllowed(GROUP, Duration.ofMinutes(10));
    assertThat(most(sent, Duration.ofMinutes(1))).isEqualTo(20);
    assertThat(sent).hasSizeBetween(195, 220);
  }

  @Test
  void allChatsTogetherNeverGetMoreThanThirtyInAnySecond() {
    Random random = new Random(20261101);
    List<Instant> all = new ArrayList<>();
    Map<Long, List<Instant>> byChat = new HashMap<>();
    for (Instant now = START;
        now.isBefore(START.plusSeconds(60));
        now = now.plusMillis(1 + random.nextInt(5))) {
      ChatRef chat = new ChatRef(1, random.nextInt(400) - 200, null);
      if (limits.take(chat, now).isZero()) {
        all.add(now);
        byChat.computeIfAbsent(chat.chatId(), _ -> new ArrayList<>()).add(now);
      }
    }
    assertThat(most(all, Duration.ofSeconds(1))).isEqualTo(30);
    assertThat(all).hasSizeGreaterThan(29 * 60);
    byChat.forEach((chat, sent) -> {
      assertThat(most(sent, Duration.ofSeconds(3))).isLessThanOrEqualTo(3);
      if (chat < 0) {
        assertThat(most(sent, Duration.ofMinutes(1))).isLessThanOrEqualTo(20);
      }
    });
  }

  @Test
  void saysHowLongToWaitAndTakesNothingMeanwhile() {
    for (int i = 0; i < 3; i++) {
      assertThat(limits.take(PERSON, START)).isZero();
    }
    assertThat(limits.take(PERSON, START.plusMillis(500))).isEqualTo(Duration.ofMillis(2500));
    assertThat(limits.peek(PERSON, START.plusSeconds(3))).isZero();
    assertThat(limits.take(PERSON, START.plusSeconds(3))).isZero();
  }

  @Test
  void aBlockedChatWaitsAndTheOthersDoNot() {
    limits.block(PERSON, START.plusSeconds(30));
    assertThat(limits.peek(PERSON, START)).isEqualTo(Duration.ofSeconds(30));
    assertThat(limits.peek(GROUP, START)).isZero();
    assertThat(limits.peek(PERSON, START.plusSeconds(30))).isZero();
  }

  @Test
  void aShorterBlockDoesNotEndALongerOne() {
    limits.block(PERSON, START.plusSeconds(30));
    limits.block(PERSON, START.plusMillis(250));
    assertThat(limits.peek(PERSON, START)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aClockThatIsSetBackStopsNobody() {
    for (int i = 0; i < 3; i++) {
      assertThat(limits.take(PERSON, START)).isZero();
    }
    assertThat(limits.peek(PERSON, START.minus(Duration.ofHours(1))))
        .isLessThanOrEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void keepsTheLimitsOfAChatAlsoWithManyOthers() {
    for (int i = 0; i < 3; i++) {
      assertThat(limits.take(PERSON, START)).isZero();
    }
    for (int i = 0; i < 20_000; i++) {
      Duration _ = limits.peek(new ChatRef(1, 1000 + i, null), START);
    }
    assertThat(limits.take(PERSON, START.plusMillis(1))).isPositive();
  }

  private List<Instant> sendAsFastAsAllowed(ChatRef chat, Duration during) {
    List<Instant> sent = new ArrayList<>();
    Instant now = START;
    while (now.isBefore(START.plus(during))) {
      Duration wait = limits.take(chat, now);
      if (wait.isZero()) {
        sent.add(now);
      }
      now = now.plus(wait);
    }
    return sent;
  }

  /// The most that fall into any half-open stretch of this length.
  private static int most(List<Instant> sent, Duration length) {
    int most = 0;
    int first = 0;
    for (int i = 0; i < sent.size(); i++) {
      while (!sent.get(first).plus(length).isAfter(sent.get(i))) {
        first++;
      }
      most = Math.max(most, i - first + 1);
    }
    return most;
  }
}
