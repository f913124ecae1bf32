package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voice2text.model.config.StartupException;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.media.AudioDuration;
import org.voice2text.sandbox.media.SilentVoice;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.traffic.Activity;
import org.voice2text.sandbox.traffic.Traffic;
import org.voice2text.sandbox.traffic.TrafficPlan;

/// Generated traffic, and faults by chance.
class TrafficTest extends BotTest {
  private final Traffic traffic = sandbox.traffic();

  private static TrafficPlan plan(Map<Activity, Integer> mix) {
    return TrafficPlan.of(5, 500).to(TestBot.ID).of(mix).lasting(1, 2);
  }

  @Test
  void letsPeopleSendWhatThePlanSays() throws Exception {
    traffic.start(plan(Map.of(Activity.VOICE, 3, Activity.TEXT, 1)));
    await().until(() -> traffic.status().total() >= 60);
    traffic.stop();

    assertThat(traffic.status().plan()).isNull();
    assertThat(traffic.status().done().keySet())
        .containsExactlyInAnyOrder(Activity.VOICE, Activity.TEXT);
    assertThat(traffic.status().done().get(Activity.VOICE))
        .isGreaterThan(traffic.status().done().get(Activity.TEXT));
    assertThat(world.users()).hasSize(2 + 5);
    Set<Long> writers =
        updates().stream()
            .map(it -> it.at("/message/from/id").asLong())
            .collect(Collectors.toSet());
    assertThat(writers).hasSize(5);
  }

  @Test
  void waitsForABotAndPressesItsButtons() throws Exception {
    traffic.start(TrafficPlan.of(1, 500).of(Map.of(Activity.PRESS, 1)));
    bot.call("getMe", "{}");
    await().until(() -> world.users().size() == 3);
    long visitor = world.users().getLast().id();
    await().until(() -> world.chats().stream().anyMatch(it -> it.id() == visitor));

    ok(
        "sendMessage",
        "{'chat_id':%d,'text':'?','reply_markup':{'inline_keyboard':[[{'text':'Yes','callback_data':'y'}]]}}",
        visitor);

    await().until(() -> traffic.status().total() > 0);
    assertThat(updates().getFirst().at("/callback_query/data").asText()).isEqualTo("y");
  }

  @Test
  void sendsSomeRecordingsAgain() {
    traffic.start(plan(Map.of(Activity.VOICE, 1)));
    await().until(() -> traffic.status().total() >= 100);
    traffic.stop();

    long different =
        world.chats().stream()
            .flatMap(it -> world.messages(it).stream())
            .map(Message::media)
            .map(it -> it.uniqueId())
            .distinct()
            .count();
    assertThat(different).isLessThan(traffic.status().total()).isGreaterThan(60);
  }

  @Test
  void recordsSilenceOfTheRightLength() {
    assertThat(AudioDuration.ofContent(SilentVoice.oggOpus(7, "x")).getAsDouble())
        .isBetween(6.9, 7.1);
    assertThat(SilentVoice.oggOpus(1, "a")).isNotEqualTo(SilentVoice.oggOpus(1, "b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|1|users 0 must be 1 to 10000",
        "1|0|perSecond 0.0 must be above 0 and at most 500"
      })
  void refusesWrongPlans(int users, double perSecond, String rule) {
    assertThatThrownBy(() -> TrafficPlan.of(users, perSecond)).hasMessage(rule);
  }

  @Test
  void takesTrafficFromTheCommandLine() {
    assertThat(StartOptions.traffic()).isEmpty();
    assertThat(StartOptions.traffic("--traffic=20,1.5")).contains(TrafficPlan.of(20, 1.5));
    assertThatThrownBy(() -> StartOptions.traffic("--noise"))
        .isInstanceOf(StartupException.class)
        .hasMessage("--noise: there is no such option; use --traffic=USERS,PER_SECOND");
    assertThatThrownBy(() -> StartOptions.traffic("--traffic=0,1"))
        .hasMessage("--traffic=0,1: users 0 must be 1 to 10000");
  }

  @Test
  void letsAShareOfTheCallsDown() throws Exception {
    sandbox.faults().add(Target.TELEGRAM, "getMe", new Fault.HttpError(500), -1, 0.3);

    int failed = 0;
    for (int i = 0; i < 100; i++) {
      failed += bot.call("getMe", "{}").status() == 500 ? 1 : 0;
    }
    assertThat(failed).isBetween(15, 45);
    assertThatThrownBy(
            () -> sandbox.faults().add(Target.TELEGRAM, null, new Fault.Closed(), 1, 1.5))
        .hasMessage("share 1.5 must be above 0 and at most 1");
  }
}
