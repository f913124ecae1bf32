package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.voice2text.sandbox.TestBot.Answer;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;

/// Telegram's rules, and the words in which it says no.
class ValidationTest {
  private final SandboxServer sandbox = Sandbox.start(0);
  private final TestBot bot = new TestBot(sandbox);
  private final User alice = sandbox.world().alice();
  private final Chat chat = sandbox.world().privateChat(TestBot.ID, alice);

  @AfterEach
  void stop() {
    bot.close();
    sandbox.close();
  }

  private ObjectNode text(String text) {
    return TestBot.json("{}").put("chat_id", alice.id()).put("text", text);
  }

  private void refused(String method, ObjectNode params, String rule) throws Exception {
    Answer answer = bot.call(method, params);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error_code").asInt()).isEqualTo(400);
    assertThat(answer.description()).isEqualTo("Bad Request: " + rule);
  }

  @ParameterizedTest
  @MethodSource
  void refusesWrongMessages(String params, String rule) throws Exception {
    refused("sendMessage", TestBot.json(params.replace("ALICE", Long.toString(alice.id()))), rule);
  }

  static Stream<Arguments> refusesWrongMessages() {
    return Stream.of(
        Arguments.of("{'chat_id':ALICE}", "message text is empty"),
        Arguments.of("{'chat_id':ALICE,'text':' \\n '}", "text must be non-empty"),
        Arguments.of("{'text':'x'}", "chat_id is empty"),
        Arguments.of("{'chat_id':1,'text':'x'}", "chat not found"),
        Arguments.of("{'chat_id':'@nobody','text':'x'}", "chat not found"),
        Arguments.of(
            "{'chat_id':ALICE,'text':'x','reply_parameters':{'message_id':77}}",
            "message to be replied not found"),
        Arguments.of(
            "{'chat_id':ALICE,'text':'x','message_thread_id':5}", "message thread not found"),
        Arguments.of(
            "{'chat_id':ALICE,'text':'abc','entities':[{'type':'bold','offset':1,'length':3}]}",
            "entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 4"),
        Arguments.of(
            "{'chat_id':ALICE,'text':'a😀','entities':[{'type':'bold','offset':2,'length':1}]}",
            "entity begins in a middle of a UTF-16 symbol at byte offset 5"),
        Arguments.of(
            "{'chat_id':ALICE,'text':'x','reply_markup':{'inline_keyboard':[[{'text':'b'}]]}}",
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        Arguments.of(
            "{'chat_id':ALICE,'text':'x','reply_markup':{'inline_keyboard':[[{'text':'b','callback_data':'"
                + "é".repeat(33)
                + "'}]]}}",
            "BUTTON_DATA_INVALID"));
  }

  @Test
  void countsTheLengthInUtf16Units() throws Exception {
    assertThat(bot.call("sendMessage", text("😀".repeat(2048))).status()).isEqualTo(200);
    refused("sendMessage", text("😀".repeat(2048) + "x"), "message is too long");
  }

  @Test
  void sendsWithoutTheAnsweredMessageWhenAllowed() throws Exception {
    ObjectNode params = text("x");
    params
        .putObject("reply_parameters")
        .put("message_id", 77)
        .put("allow_sending_without_reply", true);

    assertThat(bot.call("sendMessage", params).result().has("reply_to_message")).isFalse();
  }

  @Test
  void refusesAnEditThatChangesNothing() throws Exception {
    long id = bot.call("sendMessage", text("same")).result().path("message_id").asLong();

    refused(
        "editMessageText",
        text("same ").put("message_id", id),
        "message is not modified: specified new message content and reply markup are exactly the"
            + " same as a current content and reply markup of the message");
    assertThat(bot.call("editMessageText", text("other").put("message_id", id)).status())
        .isEqualTo(200);
  }

  @Test
  void refusesToChangeWhatIsGoneOrAnothers() throws Exception {
    Message of = sandbox.world().sendText(TestBot.ID, alice, "mine");
    long id = bot.call("sendMessage", text("x")).result().path("message_id").asLong();
    sandbox.world().deleteMessage(chat, id);

    refused("editMessageText", text("y").put("message_id", id), "message to edit not found");
    refused("deleteMessage", text("").put("message_id", id), "message to delete not found");
    refused("editMessageText", text("y").put("message_id", of.id()), "message can't be edited");
  }

  @Test
  void refusesABlockedBot() throws Exception {
    sandbox.world().block(alice, TestBot.ID);

    Answer answer = bot.call("sendMessage", text("x"));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.description()).isEqualTo("Forbidden: bot was blocked by the user");
    assertThat(
            bot.call("getUpdates", "{}")
                .result()
                .at("/0/my_chat_member/new_chat_member/status")
                .asText())
        .isEqualTo("kicked");

    sandbox.world().unblock(alice, TestBot.ID);
    assertThat(bot.call("sendMessage", text("x")).status()).isEqualTo(200);
  }

  @Test
  void refusesAClosedTopic() throws Exception {
    Chat forum = sandbox.world().addGroup(Chat.Type.FORUM, "Forum", TestBot.ID, List.of(alice));
    long topic = sandbox.world().groups().openTopic(forum, alice, "Topic");
    ObjectNode params = text("x").put("chat_id", forum.id()).put("message_thread_id", topic);

    assertThat(bot.call("sendMessage", params).result().path("message_thread_id").asLong())
        .isEqualTo(topic);
    sandbox.world().groups().closeTopic(forum, topic);
    refused("sendMessage", params, "TOPIC_CLOSED");
  }

  @Test
  void refusesLargeAndUnknownFiles() throws Exception {
    Message large = sandbox.world().sendVoice(TestBot.ID, alice, new byte[(20 << 20) + 1], 60);
    Message allowed = sandbox.world().sendVoice(TestBot.ID, alice, new byte[20 << 20], 60);

    refused(
        "getFile", TestBot.json("{}").put("file_id", large.media().fileId()), "file is too big");
    refused(
        "getFile",
        TestBot.json("{'file_id':'x'}"),
        "wrong file_id or the file is temporarily unavailable");
    assertThat(
            bot.call("getFile", TestBot.json("{}").put("file_id", allowed.media().fileId()))
                .status())
        .isEqualTo(200);
  }

  @Test
  void hidesGroupTalkUnderPrivacyMode() throws Exception {
    Chat group =
        sandbox.world().addGroup(Chat.Type.SUPERGROUP, "Group", TestBot.ID, List.of(alice));
    sandbox.world().groups().setPrivacyMode(group, true);

    sandbox.world().sendText(group, alice, "among us");
    sandbox.world().sendText(group, alice, "/help");

    assertThat(bot.call("getUpdates", "{}").result()).hasSize(1);
    assertThat(bot.call("getUpdates", "{}").result().at("/0/message/chat/type").asText())
        .isEqualTo("supergroup");
  }

  @Test
  void limitsTheRateWhenSwitchedOn() throws Exception {
    sandbox.faults().setLimits(true);
    Answer answer = bot.call("sendMessage", text("0"));
    for (int i = 1; i < 20 && answer.status() == 200; i++) {
      answer = bot.call("sendMessage", text("text " + i));
    }

    assertThat(answer.status()).isEqualTo(429);
    int seconds = answer.json().at("/parameters/retry_after").asInt();
    assertThat(seconds).isPositive();
    assertThat(answer.description()).isEqualTo("Too Many Requests: retry after " + seconds);
  }
}
