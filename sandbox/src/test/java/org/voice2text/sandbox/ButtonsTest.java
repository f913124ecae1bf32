package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.voice2text.sandbox.telegram.Button;
import org.voice2text.sandbox.telegram.Message;

/// Buttons under messages, and what happens when they are pressed.
class ButtonsTest extends BotTest {
  private static final String ONE_BUTTON =
      "{'chat_id':%d,'text':'?','reply_markup':{'inline_keyboard':[[{'text':'Yes','callback_data':'y'}]]}}";

  @Test
  void showsTheFourKinds() throws Exception {
    ok(
        "sendMessage",
        "{'chat_id':%d,'text':'?','reply_markup':{'inline_keyboard':[[{'text':'a','callback_data':'d'},"
            + "{'text':'b','url':'https://example.org/'}],[{'text':'c','copy_text':{'text':'copied'}}]]}}",
        alice.id());

    assertThat(last(chat).buttons())
        .containsExactly(
            java.util.List.of(
                new Button("a", "d", null, null, false),
                new Button("b", null, "https://example.org/", null, false)),
            java.util.List.of(new Button("c", null, null, "copied", false)));
    assertThat(last(chat).labelled("c").copyText()).isEqualTo("copied");
  }

  @ParameterizedTest
  @MethodSource
  void refusesWrongButtons(String button, String rule) throws Exception {
    refused(
        400,
        "Bad Request: " + rule,
        "sendMessage",
        "{'chat_id':%d,'text':'?','reply_markup':{'inline_keyboard':[[%s]]}}",
        alice.id(),
        button);
  }

  static Stream<Arguments> refusesWrongButtons() {
    return Stream.of(
        Arguments.of(
            "{'callback_data':'x'}",
            "can't parse inline keyboard button: Can't find field \"text\""),
        Arguments.of(
            "{'text':' ','callback_data':'x'}", "inline keyboard button text must be non-empty"),
        Arguments.of(
            "{'text':'b','callback_data':''}",
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        Arguments.of(
            "{'text':'b','url':'javascript:x'}",
            "inline keyboard button URL 'javascript:x' is invalid: Wrong HTTP URL"),
        Arguments.of(
            "{'text':'b','copy_text':{'text':'" + "x".repeat(257) + "'}}",
            "BUTTON_COPY_TEXT_INVALID"),
        Arguments.of(
            "{'text':'b','callback_data':'x'},".repeat(101) + "{'text':'b','callback_data':'x'}",
            "reply markup is too long"));
  }

  @Test
  void takesAnAnswerOnceAndOfAtMost200Characters() throws Exception {
    ok("sendMessage", ONE_BUTTON, alice.id());
    String press = world.press(last(chat), last(chat).button("y"));
    String id = update().at("/callback_query/id").asText();

    refused(
        400,
        "Bad Request: MESSAGE_TOO_LONG",
        "answerCallbackQuery",
        "{'callback_query_id':'%s','text':'%s'}",
        id,
        "x".repeat(201));
    ok(
        "answerCallbackQuery",
        "{'callback_query_id':'%s','text':'%s','show_alert':true}",
        id,
        "x".repeat(200));
    assertThat(world.answerTo(press).orElseThrow().alert()).isTrue();
    refused(
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
        "answerCallbackQuery",
        "{'callback_query_id':'%s'}",
        id);
  }

  @Test
  void forgetsAPressAfter15Seconds() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T12:00:00Z"));
    InstantSource clock = now::get;
    try (SandboxServer other = new SandboxServer(0, clock);
        TestBot client = new TestBot(other)) {
      long alice = other.world().alice().id();
      other.world().privateChat(TestBot.ID, other.world().alice());
      client.call("sendMessage", TestBot.json(ONE_BUTTON.formatted(alice))).result();
      Message message =
          other
              .world()
              .messages(other.world().privateChat(TestBot.ID, other.world().alice()))
              .getLast();
      String press = other.world().press(message, message.button("y"));

      now.updateAndGet(it -> it.plus(Duration.ofSeconds(16)));
      assertThat(
              client
                  .call("answerCallbackQuery", "{'callback_query_id':'" + press + "'}")
                  .description())
          .isEqualTo(
              "Bad Request: query is too old and response timeout expired or query ID is invalid");
    }
  }

  @Test
  void tellsOfAPressOnADeletedMessage() throws Exception {
    ok("sendMessage", ONE_BUTTON, alice.id());
    Message message = last(chat);
    world.deleteMessage(chat, message.id());

    world.press(message, message.button("y"));

    JsonNode shown = update().at("/callback_query/message");
    assertThat(shown.path("date").asLong()).isZero();
    assertThat(shown.path("message_id").asLong()).isEqualTo(message.id());
    assertThat(shown.has("text")).isFalse();
  }

  @Test
  void changesButtonsAlone() throws Exception {
    long id = ok("sendMessage", ONE_BUTTON, alice.id()).path("message_id").asLong();

    ok("editMessageReplyMarkup", "{'chat_id':%d,'message_id':%d}", alice.id(), id);
    assertThat(last(chat).buttons()).isEmpty();
    refused(
        400,
        "Bad Request: message is not modified: specified new message content and reply markup are"
            + " exactly the same as a current content and reply markup of the message",
        "editMessageReplyMarkup",
        "{'chat_id':%d,'message_id':%d}",
        alice.id(),
        id);
  }
}
