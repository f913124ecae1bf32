package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Groups;
import org.voice2text.sandbox.telegram.Message;

/// Comings and goings in groups, rights, privacy mode, migration, channels.
class GroupsTest extends BotTest {
  private final Groups groups = world.groups();
  private final Chat group = groups.create(Chat.Type.SUPERGROUP, "Team", alice, boris);

  private String send(Chat where) {
    return "{'chat_id':" + where.id() + ",'text':'x'}";
  }

  private static String statuses(JsonNode update) {
    return update.at("/my_chat_member/old_chat_member/status").asText()
        + " → "
        + update.at("/my_chat_member/new_chat_member/status").asText();
  }

  @Test
  void tellsABotThatItCameGotRightsAndWasRemoved() throws Exception {
    groups.add(group, alice, botUser);
    List<JsonNode> came = updates();
    assertThat(statuses(came.getFirst())).isEqualTo("left → member");
    assertThat(came.getFirst().at("/my_chat_member/from/id").asLong()).isEqualTo(alice.id());
    assertThat(came.getFirst().at("/my_chat_member/chat/type").asText()).isEqualTo("supergroup");
    assertThat(came.getLast().at("/message/new_chat_members/0/id").asLong()).isEqualTo(TestBot.ID);

    groups.promote(group, alice, botUser, "can_delete_messages");
    JsonNode promoted = update();
    assertThat(statuses(promoted)).isEqualTo("member → administrator");
    JsonNode member = promoted.at("/my_chat_member/new_chat_member");
    assertThat(member.path("can_delete_messages").asBoolean()).isTrue();
    assertThat(member.path("can_pin_messages").asBoolean()).isFalse();

    groups.remove(group, alice, botUser);
    assertThat(statuses(update())).isEqualTo("administrator → kicked");
    refused(403, "Forbidden: bot was kicked from the supergroup chat", "sendMessage", send(group));
    refused(
        403,
        "Forbidden: bot was kicked from the supergroup chat",
        "getChatMember",
        "{'chat_id':%d,'user_id':%d}",
        group.id(),
        alice.id());
  }

  @Test
  void letsABotLeave() throws Exception {
    groups.add(group, alice, botUser);
    ok("leaveChat", "{'chat_id':%d}", group.id());

    assertThat(last(group).special()).hasToString("LeftMember[user=" + botUser + "]");
    refused(
        403, "Forbidden: bot is not a member of the supergroup chat", "sendMessage", send(group));
    refused(
        400,
        "Bad Request: chat member status can't be changed in private chats",
        "leaveChat",
        "{'chat_id':%d}",
        alice.id());
  }

  @Test
  void answersWhoIsWho() throws Exception {
    groups.add(group, alice, botUser);
    groups.promote(group, alice, boris);

    String params = "{'chat_id':%d,'user_id':%d}";
    assertThat(ok("getChatMember", params, group.id(), alice.id()).path("status").asText())
        .isEqualTo("creator");
    assertThat(ok("getChatMember", params, group.id(), boris.id()).path("status").asText())
        .isEqualTo("administrator");
    assertThat(ok("getChatMember", params, group.id(), TestBot.ID).path("status").asText())
        .isEqualTo("member");
    assertThat(
            ok("getChatMember", params, group.id(), world.addUser("Carol", "en").id())
                .path("status")
                .asText())
        .isEqualTo("left");
    refused(400, "Bad Request: PARTICIPANT_ID_INVALID", "getChatMember", params, group.id(), 999);
    assertThat(ok("getChatAdministrators", "{'chat_id':%d}", group.id()))
        .extracting(it -> it.at("/user/first_name").asText())
        .containsExactly("Alice", "Boris");
    assertThat(ok("getChatMemberCount", "{'chat_id':%d}", group.id()).asInt()).isEqualTo(3);
    assertThat(ok("getChat", "{'chat_id':%d}", group.id()).path("title").asText())
        .isEqualTo("Team");
    refused(
        400,
        "Bad Request: there are no administrators in the private chat",
        "getChatAdministrators",
        "{'chat_id':%d}",
        alice.id());
  }

  @Test
  void tellsAnAdministratingBotOfOthersWhenAskedFor() throws Exception {
    groups.add(group, alice, botUser);
    groups.promote(group, alice, botUser);
    ok("getUpdates", "{'allowed_updates':['chat_member'],'offset':-1}");
    updates();

    groups.leave(group, boris);

    JsonNode update = updates().getLast();
    assertThat(update.at("/chat_member/new_chat_member/status").asText()).isEqualTo("left");
    assertThat(update.at("/chat_member/new_chat_member/user/id").asLong()).isEqualTo(boris.id());
  }

  @Test
  void refusesToWriteWithoutTheRight() throws Exception {
    groups.add(group, alice, botUser);
    groups.restrict(group, alice, botUser);

    refused(
        400,
        "Bad Request: not enough rights to send text messages to the chat",
        "sendMessage",
        send(group));
    groups.demote(group, alice, botUser);
    ok("sendMessage", send(group));
  }

  @Test
  void letsOnlyAdministratorsDeleteWhatOthersWrote() throws Exception {
    groups.add(group, alice, botUser);
    long id = world.sendText(group, boris, "hello").id();
    String params = "{'chat_id':" + group.id() + ",'message_id':" + id + "}";

    refused(400, "Bad Request: message can't be deleted", "deleteMessage", params);
    groups.promote(group, alice, botUser);
    ok("deleteMessage", params);
    refused(400, "Bad Request: message to delete not found", "deleteMessage", params);
  }

  @Test
  void hidesTalkAndVoiceMessagesUnderPrivacyMode() throws Exception {
    groups.setPrivacyMode(TestBot.ID, true);
    assertThat(ok("getMe", "{}").path("can_read_all_group_messages").asBoolean()).isFalse();
    groups.add(group, alice, botUser);
    updates();
    Message question =
        world.messages(group).getLast(); // The service message; the bot's own comes next.
    ok("sendMessage", send(group));

    world.sendText(group, boris, "among us");
    world.sendFile(
        group,
        boris,
        org.voice2text.sandbox.telegram.Upload.of(
            org.voice2text.sandbox.telegram.MediaKind.VOICE, Recordings.oggOpus(1), 1));
    world.sendText(group, boris, "/help@another_bot");
    assertThat(updates()).isEmpty();

    world.sendText(group, boris, "/help");
    assertThat(update().at("/message/entities/0/type").asText()).isEqualTo("bot_command");
    world.sendText(group, boris, "/help@" + botUser.username());
    assertThat(updates()).hasSize(1);
    world.sendText(group, boris, "yes", last(group).id(), null);
    assertThat(updates()).isEmpty();
    world.sendText(group, boris, "yes", question.id() + 1, null);
    assertThat(update().at("/message/reply_to_message/from/id").asLong()).isEqualTo(TestBot.ID);

    groups.promote(group, alice, botUser);
    updates();
    world.sendText(group, boris, "now you hear me");
    assertThat(updates()).hasSize(1);
  }

  @Test
  void numbersRowsOfAnswersInASupergroup() throws Exception {
    groups.add(group, alice, botUser);
    long first = world.sendText(group, alice, "first").id();
    long second = world.sendText(group, boris, "second", first, null).id();
    world.sendText(group, alice, "third", second, null);

    JsonNode third = updates().getLast().path("message");
    assertThat(third.path("message_thread_id").asLong()).isEqualTo(first);
    assertThat(third.has("is_topic_message")).isFalse();
  }

  @Test
  void movesAGroup() throws Exception {
    Chat old = groups.create(Chat.Type.GROUP, "Small", alice, boris);
    groups.add(old, alice, botUser);
    updates();

    Chat next = groups.migrate(old);

    assertThat(updates())
        .extracting(
            it -> it.at("/message/chat/id").asLong(),
            it -> it.at("/message/migrate_to_chat_id").asLong(),
            it -> it.at("/message/migrate_from_chat_id").asLong())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(old.id(), next.id(), 0L),
            org.assertj.core.groups.Tuple.tuple(next.id(), 0L, old.id()));
    assertThat(call("sendMessage", send(old)).json())
        .isEqualTo(
            TestBot.json(
                "{'ok':false,'error_code':400,'description':'Bad Request: group chat was upgraded to a supergroup chat','parameters':{'migrate_to_chat_id':%d}}"
                    .formatted(next.id())));
    ok("sendMessage", send(next));
    assertThat(world.members(next)).containsExactly(alice, boris);
  }

  @Test
  void showsAnonymousAdministratorsAndChannels() throws Exception {
    groups.add(group, alice, botUser);
    Chat channel = groups.create(Chat.Type.CHANNEL, "News", alice);
    groups.add(channel, alice, botUser);
    updates();

    groups.setAnonymous(group, alice, true);
    world.sendText(group, alice, "/settings");
    JsonNode anonymous = update().path("message");
    assertThat(anonymous.at("/from/username").asText()).isEqualTo("GroupAnonymousBot");
    assertThat(anonymous.at("/sender_chat/id").asLong()).isEqualTo(group.id());
    assertThat(anonymous.at("/entities/0/type").asText()).isEqualTo("bot_command");

    groups.sendAs(channel, group, "from a channel");
    JsonNode as = update().path("message");
    assertThat(as.at("/from/username").asText()).isEqualTo("Channel_Bot");
    assertThat(as.at("/sender_chat/type").asText()).isEqualTo("channel");

    groups.linkChannel(channel, group);
    world.sendText(channel, alice, "news");
    List<JsonNode> both = updates();
    assertThat(both.getFirst().at("/channel_post/text").asText()).isEqualTo("news");
    assertThat(both.getFirst().path("channel_post").has("from")).isFalse();
    assertThat(both.getLast().at("/message/is_automatic_forward").asBoolean()).isTrue();
    assertThat(both.getLast().at("/message/from/id").asLong()).isEqualTo(777000);
  }

  @Test
  void opensAndClosesTopics() throws Exception {
    Chat forum = groups.create(Chat.Type.FORUM, "Forum", alice, boris);
    groups.add(forum, alice, botUser);
    updates();
    long topic = groups.openTopic(forum, alice, "Voices");
    assertThat(update().at("/message/forum_topic_created/name").asText()).isEqualTo("Voices");
    world.sendText(forum, boris, "in it", null, topic);
    JsonNode said = update().path("message");
    assertThat(said.path("message_thread_id").asLong()).isEqualTo(topic);
    assertThat(said.path("is_topic_message").asBoolean()).isTrue();
    assertThat(said.at("/reply_to_message/forum_topic_created/name").asText()).isEqualTo("Voices");

    String params = "{'chat_id':" + forum.id() + ",'text':'x','message_thread_id':" + topic + "}";
    groups.closeTopic(forum, topic);
    refused(400, "Bad Request: TOPIC_CLOSED", "sendMessage", params);
    groups.promote(forum, alice, botUser);
    ok("sendMessage", params);
    groups.deleteTopic(forum, topic);
    refused(400, "Bad Request: message thread not found", "sendMessage", params);
  }

  @Test
  void doesNotLetABotSpeakFirst() throws Exception {
    groups.add(group, alice, botUser);

    refused(
        403,
        "Forbidden: bot can't initiate conversation with a user",
        "sendMessage",
        "{'chat_id':%d,'text':'x'}",
        boris.id());
    refused(400, "Bad Request: chat not found", "sendMessage", "{'chat_id':5,'text':'x'}");
  }
}
