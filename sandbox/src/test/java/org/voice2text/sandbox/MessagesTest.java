package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voice2text.sandbox.TestBot.Answer;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;

/// Documents, captions, copies, deletions.
class MessagesTest extends BotTest {

  private Answer sendDocument(byte[] content, String caption, String more) throws Exception {
    Multipart body =
        new Multipart()
            .field("chat_id", Long.toString(alice.id()))
            .field("caption", caption)
            .field("reply_parameters", more.replace('\'', '"'))
            .field(
                "reply_markup",
                "{\"inline_keyboard\":[[{\"text\":\"More\",\"callback_data\":\"m\"}]]}")
            .file("document", "t.srt", "application/x-subrip", content);
    return bot.post("/bot" + TestBot.TOKEN + "/sendDocument", body.contentType(), body.body());
  }

  @Test
  void sendsADocumentAsAnAnswerWithButtons() throws Exception {
    Message asked = world.sendText(chat, alice, "as a file, please");
    byte[] content = "1\n00:00:00,000 --> 00:00:01,000\nHi\n".getBytes(StandardCharsets.UTF_8);

    JsonNode sent =
        sendDocument(content, "x".repeat(1024), "{'message_id':" + asked.id() + "}").result();

    assertThat(sent.at("/reply_to_message/message_id").asLong()).isEqualTo(asked.id());
    assertThat(last(chat).button("m").text()).isEqualTo("More");
    assertThat(world.file(last(chat).media().fileId())).contains(content);
    JsonNode shown = bot.get("/chat/messages?bot=42&chat=" + alice.id()).json().path(1);
    assertThat(bot.get("/chat/file/" + shown.at("/media/file").asText()).bytes())
        .isEqualTo(content);
    assertThat(sendDocument(content, "x".repeat(1025), "{}").description())
        .isEqualTo("Bad Request: message caption is too long");
    assertThat(sendDocument(new byte[0], "", "{}").description())
        .isEqualTo("Bad Request: file must be non-empty");
    Answer large = sendDocument(new byte[(50 << 20) + 1], "", "{}");
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.description()).isEqualTo("Request Entity Too Large");
  }

  @Test
  void changesCaptions() throws Exception {
    long id = sendDocument(new byte[1], "old", "{}").result().path("message_id").asLong();

    ok(
        "editMessageCaption",
        "{'chat_id':%d,'message_id':%d,'caption':'new','caption_entities':[{'type':'bold','offset':0,'length':3}]}",
        alice.id(),
        id);
    assertThat(last(chat).text()).isEqualTo("new");
    assertThat(last(chat).entities()).hasSize(1);
    refused(
        400,
        "Bad Request: there is no text in the message to edit",
        "editMessageText",
        "{'chat_id':%d,'message_id':%d,'text':'x'}",
        alice.id(),
        id);
    long text =
        ok("sendMessage", "{'chat_id':%d,'text':'x'}", alice.id()).path("message_id").asLong();
    refused(
        400,
        "Bad Request: there is no caption in the message to edit",
        "editMessageCaption",
        "{'chat_id':%d,'message_id':%d,'caption':'x'}",
        alice.id(),
        text);
  }

  @Test
  void copiesMessages() throws Exception {
    Message original = world.sendVoice(chat, alice, Recordings.oggOpus(2), 2);
    Chat group = world.addGroup(Chat.Type.SUPERGROUP, "Group", TestBot.ID, List.of(alice));
    String params = "{'chat_id':%d,'from_chat_id':%d,'message_id':%d}";

    long id =
        ok("copyMessage", params, group.id(), alice.id(), original.id())
            .path("message_id")
            .asLong();

    assertThat(last(group).id()).isEqualTo(id);
    assertThat(last(group).media()).isEqualTo(original.media());
    refused(
        400,
        "Bad Request: message to copy not found",
        "copyMessage",
        params,
        group.id(),
        alice.id(),
        99);
  }

  @Test
  void deletesSeveralAndPassesOverTheMissing() throws Exception {
    long first = world.sendText(chat, alice, "one").id();
    world.sendText(chat, alice, "two");

    ok("deleteMessages", "{'chat_id':%d,'message_ids':[%d,77]}", alice.id(), first);

    assertThat(world.messages(chat)).extracting(Message::text).containsExactly("two");
    refused(
        400,
        "Bad Request: message identifiers are not specified",
        "deleteMessages",
        "{'chat_id':%d}",
        alice.id());
  }

  @Test
  void tellsWhatBotsWrote() throws Exception {
    world.sendText(chat, alice, "hello");
    ok("sendMessage", "{'chat_id':%d,'text':'hi'}", alice.id());

    assertThat(world.botMessages(chat)).extracting(Message::text).containsExactly("hi");
  }
}
