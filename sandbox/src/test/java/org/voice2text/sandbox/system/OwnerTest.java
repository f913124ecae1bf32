package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.stage.Stage;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.Payment;
import org.voice2text.sandbox.telegram.Special;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.World;

/// What owners do, and what people ask to be done with their data, with kills in between.
@Tag("system")
final class OwnerTest {
  private static final String NEWS = "Version 2 is here.";

  @TempDir private Path folder;

  @Test
  void aBroadcastGoesOnAfterAKillWhereItWas() throws Exception {
    try (Scene scene = new Scene(folder)) {
      World world = scene.sandbox.world();
      List<User> people = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        people.add(world.addUser("Person " + i, "en"));
      }
      scene.stage.with("OWNER_IDS", Long.toString(scene.alice.id()));
      scene.startBot();
      scene.startExporter();
      for (User person : people) {
        world.sendText(Stage.BOT_ID, person, "/start");
      }
      scene.awaitMetric("bot_operations_total{operation_type=\"start\"}", people.size());
      User away = people.get(7);
      world.block(away, Stage.BOT_ID);
      scene.awaitUntil("the block to arrive", () -> world.pendingUpdates(Stage.BOT_ID).isEmpty());
      // One more, of whom the bot is not told before it writes.
      scene.say("/broadcast " + NEWS);
      Message offer = awaitMessage(scene, "39 people would get the message above.");
      scene.sandbox.faults().add(Target.TELEGRAM, "copyMessage", new Fault.HttpError(403), 1);

      String _ = world.press(offer, offer.labelled("Send"));
      scene.awaitUntil("some copies", () -> copies(world, people) >= 10);
      scene.bot().kill();
      int before = copies(world, people);
      assertThat(before).isLessThan(38);
      scene.startBot();

      scene.awaitAnswer("Sent to everybody\n\nDelivered: 38\nHave blocked me: 1\nFailed: 0");
      // The one that was on its way when the process was killed may have come twice.
      assertThat(copies(world, people)).isBetween(38, 39);
      assertThat(reached(world, people)).isEqualTo(38);
      assertThat(world.messages(world.privateChat(Stage.BOT_ID, away)))
          .extracting(Message::text)
          .doesNotContain(NEWS);
    }
  }

  @Test
  void aRefundThatIsKilledBetweenTelegramAndTheBooksIsBookedOnce() throws Exception {
    try (Scene scene = new Scene(folder)) {
      World world = scene.sandbox.world();
      User owner = world.addUser("Olga", "en");
      scene.stage.with("OWNER_IDS", Long.toString(owner.id()));
      scene.startBot();
      scene.startExporter();
      scene.say("/plans");
      Message plans = awaitMessage(scene, "Your minutes\n\nFree today: 10 min");
      String _ = world.press(plans, plans.button("buy:m60"));
      scene.awaitUntil("the bill", () -> bill(scene) != null);
      String _ = world.stars().pay(scene.alice, bill(scene));
      scene.awaitAnswer("Thank you! You have got: 60 minutes.");
      Payment payment = world.stars().payments().getFirst();
      // Telegram gives the Stars back, and its answer does not arrive any more.
      scene.sandbox.faults().add(Target.TELEGRAM, "refundStarPayment", new Fault.CutHalfway(), 1);
      Chat chat = world.privateChat(Stage.BOT_ID, owner);
      Message _ = world.sendText(Stage.BOT_ID, owner, "/refund " + payment.chargeId());
      scene.awaitUntil("the refund", () -> world.stars().balance(scene.alice) == 1_000_000);

      scene.bot().kill();
      scene.startBot();

      scene.awaitUntil(
          "the owner to be told",
          () ->
              world.botMessages(chat).stream()
                  .anyMatch(m ->
                      m.text().equals("Given back: 75 ⭐")
                          || m.text().equals("This payment was given back before.")));
      scene.say("/stats");
      scene.awaitUntil(
          "the minutes to be taken back",
          () -> scene.answers().stream().anyMatch(a -> a.endsWith("\nMinutes left: 10 min")));
      // The live count of it may be lost by the kill, which the event must not be.
      assertThat(refunds(scene)).isOne();
    }
  }

  private static int refunds(Scene scene) {
    try (Database database = Database.openReader(scene.stage.database(), DatabaseObserver.NONE)) {
      return database.transaction(
          "test",
          h ->
              h.createQuery(
                      """
                      select count(*) from technical_events
                      where type = 'payment_processed' and status = 'refunded'
                      """)
                  .mapTo(Integer.class)
                  .one());
    }
  }

  @Test
  void deletesAPersonsDataAndGivesUpWhatTheyWaitFor() throws Exception {
    try (Scene scene = new Scene(folder)) {
      World world = scene.sandbox.world();
      scene.startBot();
      scene.startExporter();
      scene.sandbox.speech().answerWith("A secret of Alice.");
      scene.speak("one", 2);
      scene.awaitAnswer("A secret of Alice.");
      scene.sandbox.faults().add(Target.SPEECH, new Fault.Hang());
      scene.speak("two", 2);
      scene.awaitUntil("the job to run", () -> scene.sandbox.faults().hanging() == 1);
      scene.say("/delete_my_data");
      scene.awaitUntil("the question", () -> question(scene) != null);

      Message question = question(scene);
      String _ = world.press(question, question.labelled("Delete"));

      scene.awaitAnswer(
          "Done: nothing that leads to you is kept any more. Until midnight a mark stays besides, "
              + "without your Telegram id, so that today's free minutes do not come anew.");
      scene.awaitAnswer("Cancelled.");
      scene.sandbox.faults().clear();
      scene.sandbox.faults().release();
      scene.awaitMetric("bot_operations_total{operation_type=\"delete_data\"}", 1);
      assertThat(scene.scrape().orElseThrow().value("bot_records_total")).isEqualTo(1);
      assertThat(scene.bot().terminate()).isZero();
      assertThat(Contents.of(scene.stage.database()))
          .doesNotContain("A secret of Alice")
          .doesNotContain("|" + scene.alice.id() + "|");
    }
  }

  @Test
  void offersTheOwnersCommandsInTheirChatsOnly() throws Exception {
    try (Scene scene = new Scene(folder)) {
      World world = scene.sandbox.world();
      User boris = world.boris();
      Chat chat = scene.chat();
      scene.stage.with("OWNER_IDS", Long.toString(scene.alice.id()));
      scene.say("/start");
      scene.startBot();
      scene.awaitUntil(
          "the owner's commands",
          () -> world.commands(Stage.BOT_ID, chat, scene.alice).toString().contains("broadcast"));
      assertThat(world.commands(Stage.BOT_ID).toString())
          .contains("delete_my_data")
          .doesNotContain("broadcast");
      Chat his = world.privateChat(Stage.BOT_ID, boris);
      assertThat(world.commands(Stage.BOT_ID, his, boris).toString()).doesNotContain("broadcast");
    }
  }

  private static Message awaitMessage(Scene scene, String text) {
    scene.awaitAnswer(text);
    return scene.sandbox.world().botMessages(scene.chat()).stream()
        .filter(m -> m.text().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private static Message question(Scene scene) {
    return scene.sandbox.world().botMessages(scene.chat()).stream()
        .filter(m -> m.text().startsWith("Delete all that is kept of you?"))
        .findFirst()
        .orElse(null);
  }

  private static Message bill(Scene scene) {
    return scene.sandbox.world().messages(scene.chat()).stream()
        .filter(m -> m.special() instanceof Special.Bill)
        .findFirst()
        .orElse(null);
  }

  private static int copies(World world, List<User> people) {
    return people.stream().mapToInt(p -> copies(world, p)).sum();
  }

  private static int reached(World world, List<User> people) {
    return new HashSet<>(people.stream().filter(p -> copies(world, p) > 0).toList()).size();
  }

  private static int copies(World world, User person) {
    return (int)
        world.botMessages(world.privateChat(Stage.BOT_ID, person)).stream()
            .filter(m -> m.text().equals(NEWS))
            .count();
  }
}
