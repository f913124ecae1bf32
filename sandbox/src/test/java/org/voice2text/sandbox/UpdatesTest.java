package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voice2text.sandbox.TestBot.Answer;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.telegram.User;

class UpdatesTest {
  private static final String OTHER_POLL =
      "Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
          + " running";

  private final SandboxServer sandbox = Sandbox.start(0);
  private final TestBot bot = new TestBot(sandbox);
  private final User alice = sandbox.world().alice();

  @AfterEach
  void stop() {
    bot.close();
    sandbox.close();
  }

  private void write(String... texts) {
    for (String text : texts) {
      sandbox.world().sendText(TestBot.ID, alice, text);
    }
  }

  private List<Long> poll(String params) throws Exception {
    return ids(bot.call("getUpdates", params));
  }

  private static List<Long> ids(Answer answer) {
    List<Long> ids = new ArrayList<>();
    answer.result().forEach(update -> ids.add(update.path("update_id").asLong()));
    return ids;
  }

  @Test
  void keepsUpdatesUntilAnOffsetAboveThem() throws Exception {
    write("one", "two", "three");
    List<Long> all = sandbox.world().pendingUpdates(TestBot.ID);

    assertThat(poll("{}")).isEqualTo(all);
    assertThat(poll("{'offset':" + all.getFirst() + "}")).isEqualTo(all);
    assertThat(poll("{'offset':" + all.get(1) + "}")).isEqualTo(all.subList(1, 3));
    assertThat(poll("{'offset':0}")).isEqualTo(all.subList(1, 3));
    assertThat(sandbox.world().confirmedOffset(TestBot.ID)).isEqualTo(all.get(1));
    assertThat(poll("{'offset':" + (all.getLast() + 1) + "}")).isEmpty();
    assertThat(sandbox.world().pendingUpdates(TestBot.ID)).isEmpty();
  }

  @Test
  void countsANegativeOffsetFromTheEndAndForgetsTheRest() throws Exception {
    write("one", "two", "three");
    List<Long> all = sandbox.world().pendingUpdates(TestBot.ID);

    assertThat(poll("{'offset':-1}")).containsExactly(all.getLast());
    assertThat(sandbox.world().pendingUpdates(TestBot.ID)).containsExactly(all.getLast());
  }

  @Test
  void returnsAtMostOneHundred() throws Exception {
    for (int i = 0; i < 120; i++) {
      write("text " + i);
    }

    assertThat(poll("{'limit':500}")).hasSize(100);
    assertThat(poll("{'limit':3}")).hasSize(3);
  }

  @Test
  void waitsForAnUpdateWithinTheTimeout() throws Exception {
    bot.call("getMe", "{}");
    CompletableFuture<Answer> waiting = bot.callLater("getUpdates", "{'timeout':20}");
    assertThat(waiting.isDone()).isFalse();

    write("late");

    assertThat(waiting.get(5, TimeUnit.SECONDS).result().at("/0/message/text").asText())
        .isEqualTo("late");
    long start = System.nanoTime();
    String next =
        "{'timeout':1,'offset':"
            + (sandbox.world().pendingUpdates(TestBot.ID).getFirst() + 1)
            + "}";
    assertThat(poll(next)).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(950), Duration.ofSeconds(5));
  }

  @Test
  void endsTheOlderOfTwoPolls() throws Exception {
    CompletableFuture<Answer> older = bot.callLater("getUpdates", "{'timeout':20}");
    // The older poll is known to wait once a newer one ends it; until then the newer one is older.
    Answer ended =
        await()
            .atMost(Duration.ofSeconds(10))
            .until(
                () -> {
                  poll("{}");
                  return older.getNow(null);
                },
                answer -> answer != null);

    assertThat(ended.status()).isEqualTo(409);
    assertThat(ended.description()).isEqualTo(OTHER_POLL);
  }

  @Test
  void keepsAllowedUpdatesWhenOmitted() throws Exception {
    poll("{'allowed_updates':['callback_query']}");
    write("not wanted");
    poll("{}");
    write("still not wanted");
    assertThat(poll("{}")).isEmpty();

    poll("{'allowed_updates':[]}");
    write("wanted");
    assertThat(poll("{}")).hasSize(1);
  }

  @Test
  void callsTheHookBeforeAnythingIsDropped() throws Exception {
    write("one");
    long id = sandbox.world().pendingUpdates(TestBot.ID).getFirst();
    List<String> seen = new ArrayList<>();
    sandbox
        .world()
        .onConfirm((botId, offset) ->
            seen.add(
                botId + " " + (offset - id) + " " + sandbox.world().pendingUpdates(botId).size()));

    poll("{}");
    assertThat(seen).isEmpty();
    poll("{'offset':" + (id + 1) + "}");
    poll("{'offset':" + (id + 1) + "}");

    assertThat(seen).containsExactly("42 1 1");
  }

  @Test
  void dropsNothingWhenTheHookThrows() throws Exception {
    write("one");
    long id = sandbox.world().pendingUpdates(TestBot.ID).getFirst();
    sandbox
        .world()
        .onConfirm((_, _) -> {
          throw new AssertionError("the bot has lost an update");
        });

    assertThat(bot.call("getUpdates", "{'offset':" + (id + 1) + "}").status()).isEqualTo(500);
    assertThat(sandbox.world().pendingUpdates(TestBot.ID)).containsExactly(id);
  }

  @Test
  void repeatsConfirmedUpdatesOnce() throws Exception {
    write("one", "two");
    List<Long> all = poll("{}");
    String next = "{'offset':" + (all.getLast() + 1) + "}";
    assertThat(poll(next)).isEmpty();
    sandbox.faults().add(Target.TELEGRAM, new Fault.RepeatedUpdates(), 1);

    bot.call("getMe", "{}");
    assertThat(poll(next)).isEqualTo(all);
    assertThat(poll(next)).isEmpty();
  }

  @Test
  void deliversAnUnparsableUpdateBetweenGoodOnes() throws Exception {
    write("one");
    sandbox.faults().add(Target.TELEGRAM, new Fault.UnparsableUpdate(), 1);

    JsonNode updates = bot.call("getUpdates", "{}").result();

    assertThat(updates).hasSize(2);
    assertThat(updates.get(1).path("message").isTextual()).isTrue();
  }

  @Test
  void refusesToPollWhileAWebhookIsSet() throws Exception {
    CompletableFuture<Answer> waiting = bot.callLater("getUpdates", "{'timeout':20}");
    await().until(() -> !sandbox.world().bots().isEmpty());
    bot.call("setWebhook", "{'url':'http://127.0.0.1:9/hook'}").result();

    assertThat(waiting.get(5, TimeUnit.SECONDS).status()).isEqualTo(409);
    assertThat(bot.call("getUpdates", "{}").description())
        .isEqualTo(
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to"
                + " delete the webhook first");
    bot.call("deleteWebhook", "{}").result();
    assertThat(poll("{}")).isEmpty();
  }
}
