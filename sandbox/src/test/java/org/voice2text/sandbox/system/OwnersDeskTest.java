package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.sandbox.stage.Stage;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.World;

/// An owner's day: a present, a question about a payment, somebody shut out, and a broadcast that
/// is stopped.
@Tag("system")
final class OwnersDeskTest {
  private static final String NEWS = "This should not have gone out.";

  @TempDir private Path folder;

  @Test
  void givesAnswersShutsOutAndStopsABroadcast() throws Exception {
    try (Scene scene = new Scene(folder)) {
      World world = scene.sandbox.world();
      User owner = world.addUser("Olga", "en");
      scene.stage.with("OWNER_IDS", Long.toString(owner.id()));
      scene.startExporter();
      scene.startBot();
      scene.say("/stats");
      await(scene, scene.alice, "Minutes left: 10 min");

      say(scene, owner, "/credit %d 25".formatted(scene.alice.id()));
      await(scene, owner, "Given: 25 min, to %d.".formatted(scene.alice.id()));
      scene.say("/stats");
      await(scene, scene.alice, "Minutes left: 35 min");

      scene.say("/paysupport Where are my minutes?");
      await(scene, owner, "A question about payments from %d".formatted(scene.alice.id()));
      await(scene, owner, "Where are my minutes?");
      scene.awaitAnswer("Your question is with the operator, who answers in our private chat.");
      say(scene, owner, "/answer %d Look again.".formatted(scene.alice.id()));
      scene.awaitAnswer("The operator answers your question about payments\n\nLook again.");
      await(scene, owner, "Sent to %d.".formatted(scene.alice.id()));

      say(scene, owner, "/block %d".formatted(scene.alice.id()));
      await(scene, owner, "Blocked: %d.".formatted(scene.alice.id()));
      scene.sandbox.speech().answerWith("Heard.");
      scene.speak("shut out", 3);
      scene.awaitAnswer(
          "The operator of this bot has blocked you. I take nothing from you any more.");
      assertThat(scene.sandbox.speech().requests()).isEmpty();
      say(scene, owner, "/unblock %d".formatted(scene.alice.id()));
      await(scene, owner, "Let in again: %d.".formatted(scene.alice.id()));
      scene.speak("let in", 3);
      scene.awaitAnswer("Heard.");

      stopABroadcast(scene, owner);
    }
  }

  private static void stopABroadcast(Scene scene, User owner) {
    World world = scene.sandbox.world();
    List<User> people = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      people.add(world.addUser("Person " + i, "en"));
      say(scene, people.getLast(), "/start");
    }
    scene.awaitMetric("bot_operations_total{operation_type=\"start\"}", people.size());
    say(scene, owner, "/broadcast " + NEWS);
    Message offer = await(scene, owner, "61 people would get the message above.");
    String _ = world.press(offer, offer.labelled("Send"));
    Message running = await(scene, owner, "Sending: ");

    String _ = world.press(running, running.labelled("Stop"));

    Message stopped = await(scene, owner, "Stopped\n\nDelivered: ");
    int delivered =
        Integer.parseInt(stopped.text().replaceAll("(?s).*Delivered: (\\d+)\n.*", "$1"));
    assertThat(delivered).isLessThan(people.size());
    assertThat(stopped.buttons()).isEmpty();
    // One may have been on its way.
    assertThat(copies(scene, people)).isBetween(delivered - 1, delivered + 1);
    // Another broadcast begins behind whatever there was of this one.
    say(scene, owner, "/broadcast Sorry.");
    await(scene, owner, "61 people would get the message above.");
    assertThat(copies(scene, people)).isBetween(delivered - 1, delivered + 1);
  }

  private static int copies(Scene scene, List<User> people) {
    return people.stream()
        .mapToInt(p -> (int) texts(scene, p).stream().filter(m -> m.text().equals(NEWS)).count())
        .sum();
  }

  private static void say(Scene scene, User who, String text) {
    Message _ = scene.sandbox.world().sendText(Stage.BOT_ID, who, text);
  }

  /// Waits for a message of the bot that holds this; the last one of them.
  private static Message await(Scene scene, User who, String part) {
    scene.awaitUntil(part, () -> texts(scene, who).stream().anyMatch(m -> m.text().contains(part)));
    return texts(scene, who).stream()
        .filter(m -> m.text().contains(part))
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private static List<Message> texts(Scene scene, User who) {
    World world = scene.sandbox.world();
    Chat chat = world.privateChat(Stage.BOT_ID, who);
    return world.botMessages(chat);
  }
}
