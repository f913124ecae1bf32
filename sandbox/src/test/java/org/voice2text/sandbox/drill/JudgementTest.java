package org.voice2text.sandbox.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A rule of the drill that takes 2 s and is scraped each second: 4 s, with 10 s of slack.
final class JudgementTest {
  private static final Scenario BOT_DOWN =
      Scenario.of("BotDown", "the bot is killed", _ -> () -> {}).followedBy("SLOPage freshness");

  @Test
  void anAlertFiresInTheTimeOfItsRule() {
    assertThat(judged(BOT_DOWN, 14_000)).isEqualTo(within(14));
    assertThat(judged(BOT_DOWN, 14_001))
        .isEqualTo(new Judgement(Duration.ofSeconds(14), true, Set.of()));
    assertThat(judged(BOT_DOWN, 14_001).passed()).isFalse();
  }

  @Test
  void theTimeIsDividedAsTheRulesAre() {
    assertThat(judged(BOT_DOWN.dividedBy(10), 1)).isEqualTo(within(24));
  }

  @Test
  void aFaultMayTakeItsTime() {
    assertThat(judged(BOT_DOWN.taking(Duration.ofSeconds(30)), 40_000)).isEqualTo(within(44));
  }

  @Test
  void onlyWhatFollowsFromTheFaultMayFireBesideIt() {
    assertThat(judged(BOT_DOWN, 1, "SLOPage freshness").passed()).isTrue();

    Judgement other = judged(BOT_DOWN, 1, "SLOPage freshness", "SLOPage latency");
    assertThat(other.unexpected()).containsExactly("SLOPage latency");
    assertThat(other.passed()).isFalse();
  }

  @Test
  void aBusyMachineIsNoFaultUnlessTheScenarioHasItToItself() {
    assertThat(judged(BOT_DOWN, 1, "HighCPUUsage").passed()).isTrue();
    assertThat(judged(BOT_DOWN.onItsOwn(), 1, "HighCPUUsage").passed()).isFalse();
  }

  private static Judgement within(int seconds) {
    return new Judgement(Duration.ofSeconds(seconds), false, Set.of());
  }

  private static Judgement judged(Scenario scenario, int millis, String... others) {
    return Judgement.of(
        new Outcome.Shown(
            scenario,
            Duration.ofMillis(millis),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Set.of(others)));
  }
}
