package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Sender;
import org.voice2text.model.event.MessageType;

@Timeout(60)
@Tag("slow")
class PaymentSupportTest {
  private static final String PASSED =
      "Your question is with the operator, who answers in our private chat.";

  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(folder, 5);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aQuestionGoesToTheOwnerWithWhatARefundNeeds() throws Exception {
    pay();
    ask(3, "Where are my minutes?");
    assertThat(sentTo(Scene.OWNER))
        .containsExactly(
            """
            A question about payments from 4711

            Where are my minutes?

            Their last payments, for /refund:
            charge-1

            Answer like this: /answer 4711 TEXT\
            """);
    assertThat(scene.last()).isEqualTo(PASSED);
    assertThat(scene.events()).endsWith("operation_performed paysupport");
    assertThat(scene.waiting()).isZero();
  }

  private void pay() throws InterruptedException {
    scene.conversation.handle(scene.press(1, Scene.CHAT, 4711, 1001, "buy:m60"));
    String payload = scene.telegram.calls("sendInvoice").getFirst().body().path("payload").asText();
    scene.conversation.handle(
        scene.message(
            2,
            "en",
            MessageType.SERVICE,
            new Incoming.Payment("charge-1", "XTR", 75, payload, null, false)));
  }

  @Test
  void theOwnersAnswerGoesBackInThePersonsLanguage() throws Exception {
    scene.conversation.handle(scene.message(1, "ru", MessageType.COMMAND, question("Где?")));
    scene.conversation.handle(scene.owner(2, "answer", "4711 They are there now.\nSorry!"));
    assertThat(sentTo(4711))
        .last()
        .isEqualTo("Оператор отвечает на ваш вопрос об оплате\n\nThey are there now.\nSorry!");
    assertThat(scene.last()).isEqualTo("Sent to 4711.");
    scene.conversation.handle(scene.owner(3, "answer", "4711"));
    assertThat(scene.last())
        .isEqualTo("Answer a question about payments like this: /answer 123456789 TEXT");
    scene.telegram.next("sendMessage", 403, "Forbidden: bot was blocked by the user");
    scene.conversation.handle(scene.owner(4, "answer", "4711 Hello?"));
    assertThat(scene.last()).startsWith("Telegram refuses: ").contains("blocked");
  }

  @Test
  void aQuestionReachesTheOwnerInTheOwnersLanguage() throws Exception {
    scene.conversation.handle(
        scene.incoming(
            1,
            new Incoming.Message(
                Scene.OWNERS,
                true,
                5,
                new Sender(Scene.OWNER, "ru"),
                false,
                MessageType.COMMAND,
                Duration.ZERO,
                null,
                new Incoming.Command("start", "", ""))));
    ask(2, "Hello?");
    assertThat(sentTo(Scene.OWNER))
        .last()
        .isEqualTo(
            "Вопрос об оплате от 4711\n\nHello?\n\nПлатежей этого человека я не знаю.\n\nОтветить: /answer 4711 ТЕКСТ");
  }

  @Test
  void ownersAreNotBuriedUnderQuestions() throws Exception {
    ask(1, "One?");
    ask(2, "Two?");
    assertThat(scene.last())
        .isEqualTo(
            "I have just passed a question of yours on. Please send the next one in a minute.");
    scene.pass(Duration.ofMinutes(2));
    ask(3, "Three?");
    assertThat(scene.last()).isEqualTo(PASSED);
    assertThat(sentTo(Scene.OWNER)).hasSize(2);
  }

  @Test
  void aQuestionThatNoOwnerGetsIsNotSaidToBePassedOn() throws Exception {
    scene.telegram.next("sendMessage", 403, "Forbidden: bot was blocked by the user");
    ask(1, "Hello?");
    assertThat(scene.last())
        .isEqualTo("Your question could not be delivered. Please try again later.");
  }

  @Test
  void withoutAQuestionItTellsHowToAsk() throws Exception {
    ask(1, "");
    assertThat(scene.last())
        .isEqualTo(
            """
            Questions about payments

            Write your question behind the command, like this:
            /paysupport I paid and got no minutes

            The operator of this bot gets it, with the numbers of your payments, and answers in our private chat. Stars are given back where they are owed to you.\
            """);
    assertThat(sentTo(Scene.OWNER)).isEmpty();
  }

  @Test
  void withoutOwnersItPromisesNothing() throws Exception {
    scene.owners = Set.of();
    scene.restart();
    pay();
    ask(3, "Where are my minutes?");
    assertThat(scene.last())
        .isEqualTo(
            """
            Questions about payments

            The operator of this bot cannot be written to here. Please turn to whoever told you about it, with the numbers of your payments.

            Your last payments:
            charge-1\
            """);
  }

  private static Incoming.Command question(String text) {
    return new Incoming.Command("paysupport", "", text);
  }

  private void ask(long update, String text) throws InterruptedException {
    scene.conversation.handle(scene.message(update, "en", MessageType.COMMAND, question(text)));
  }

  /// The person's own chat is 42 in this scene; an answer goes by their id.
  private List<String> sentTo(long chat) {
    return scene.telegram.calls("sendMessage").stream()
        .filter(c -> c.body().path("chat_id").asLong() == chat)
        .map(FakeTelegram.Call::text)
        .toList();
  }
}
