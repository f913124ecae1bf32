package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.WorldChange;

/// What the page of the web chat is told of bots and their calls.
class WebChatPanelTest {
  private final SandboxServer sandbox = Sandbox.start(0);
  private final TestBot bot = new TestBot(sandbox);
  private final User alice = sandbox.world().alice();
  private final User boris = sandbox.world().boris();

  @AfterEach
  void stop() {
    bot.close();
    sandbox.close();
  }

  private JsonNode post(String path, String body) throws Exception {
    String json =
        body.replace('\'', '"')
            .replace("ALICE", Long.toString(alice.id()))
            .replace("BORIS", Long.toString(boris.id()));
    return bot.post("/chat/" + path, "application/json", json.getBytes(StandardCharsets.UTF_8))
        .json();
  }

  @Test
  void tellsAPersonOfTheirOwnChatsWithTheLastMessage() throws Exception {
    bot.call("getMe", "{}");
    sandbox.world().sendText(TestBot.ID, alice, "first");
    sandbox.world().sendText(TestBot.ID, alice, "second");
    sandbox.world().sendText(TestBot.ID, boris, "not hers");
    sandbox.world().addGroup(Chat.Type.SUPERGROUP, "Hers", TestBot.ID, List.of(alice));
    sandbox.world().addGroup(Chat.Type.SUPERGROUP, "His", TestBot.ID, List.of(boris));

    JsonNode chats = bot.get("/chat/state?user=" + alice.id()).json().path("chats");

    assertThat(chats.findValuesAsText("title")).containsExactly("Alice", "Hers");
    assertThat(chats.at("/0/last/text").asText()).isEqualTo("second");
    assertThat(bot.get("/chat/state").json().path("chats")).hasSize(4);
    assertThat(bot.get("/chat/state?user=x").json().path("error").asText())
        .isEqualTo("user must be a whole number");
  }

  @Test
  void tellsWhatABotHasRead() throws Exception {
    List<Long> offsets = new ArrayList<>();
    sandbox
        .world()
        .onChange(change -> {
          if (change instanceof WorldChange.UpdatesConfirmed it) {
            offsets.add(it.offset());
          }
        });
    bot.call("getMe", "{}");
    post("open", "{'bot':42,'user':ALICE}");
    JsonNode sent = post("text", "{'bot':42,'chat':ALICE,'user':ALICE,'text':'hello'}");

    long update = sent.path("update").asLong();
    assertThat(sent.path("reader").asLong()).isEqualTo(TestBot.ID);
    assertThat(bot.call("getUpdates", "{}").result().at("/0/update_id").asLong()).isEqualTo(update);
    assertThat(offsets).isEmpty();
    bot.call("getUpdates", "{'offset':" + (update + 1) + "}");
    assertThat(offsets).containsExactly(update + 1);
    assertThat(bot.get("/chat/state").json().at("/bots/0/confirmed").asLong())
        .isEqualTo(update + 1);
  }

  @Test
  void passesMessagesOn() throws Exception {
    bot.call("getMe", "{}");
    post("open", "{'bot':42,'user':ALICE}");
    post("text", "{'bot':42,'chat':ALICE,'user':ALICE,'text':'hello'}");
    long group =
        post("group", "{'bot':42,'title':'Two','members':[BORIS],'user':ALICE}")
            .path("chat")
            .asLong();

    JsonNode passed =
        post(
            "forward",
            "{'bot':42,'chat':ALICE,'id':1,'user':ALICE,'to':{'chat':" + group + ",'bot':0}}");

    assertThat(passed.path("forwardedFrom").asText()).isEqualTo("Alice");
    JsonNode told = bot.call("getUpdates", "{'offset':-1}").result().at("/0/message");
    assertThat(told.at("/forward_origin/type").asText()).isEqualTo("user");
    assertThat(told.at("/forward_origin/sender_user/id").asLong()).isEqualTo(alice.id());
    assertThat(told.path("text").asText()).isEqualTo("hello");
    assertThat(
            post("forward", "{'bot':42,'chat':ALICE,'id':1,'user':ALICE,'to':{'chat':5,'bot':0}}")
                .path("error")
                .asText())
        .isEqualTo("there is no such chat to forward to");
    assertThat(bot.get("/chat/state").json().at("/chats/1/members")).hasSize(2);
  }

  @Test
  void showsCallsOfAllInterfacesWithTheirAnswers() throws Exception {
    bot.call("sendMessage", "{'chat_id':7,'text':'x'}");
    sandbox.faults().add(Target.TELEGRAM, new Fault.Closed(), 1);
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> bot.call("getMe", "{}")))
        .isNotNull();
    byte[] question =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
            .getBytes(StandardCharsets.UTF_8);
    bot.post("/v1/chat/completions", "application/json", question);
    Multipart recording =
        new Multipart()
            .field("model", "whisper-1")
            .file("file", "a.wav", "audio/wav", Recordings.wav(2));
    bot.post("/v1/audio/transcriptions", recording.contentType(), recording.body());

    JsonNode calls = bot.get("/chat/calls").json();

    assertThat(calls.findValuesAsText("api"))
        .containsExactly("telegram", "telegram", "language", "speech");
    assertThat(calls.at("/0/answer").asText())
        .isEqualTo(
            "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: chat not found\"}");
    assertThat(calls.at("/1/status").asInt()).isZero();
    assertThat(calls.at("/1/answer").asText()).isEmpty();
    assertThat(calls.at("/2/method").asText()).isEqualTo("chat/completions");
    assertThat(calls.at("/2/params/messages/0/content").asText()).isEqualTo("x");
    assertThat(calls.at("/3/params/file").asText()).isEqualTo("a.wav, 32044 bytes, 2.0 s");
    assertThat(calls.at("/3/answer").asText()).contains("[pretend transcript]");
    assertThat(calls.toString()).doesNotContain("secret_part");
  }

  @Test
  void showsWhatArrivedAtSentry() throws Exception {
    String envelope =
        "{}\n{\"type\":\"event\"}\n{\"level\":\"error\"}\n{\"type\":\"attachment\"}\nplain\n";
    bot.post("/sentry/api/1/envelope/", "text/plain", envelope.getBytes(StandardCharsets.UTF_8));

    JsonNode items = bot.get("/chat/sentry").json();

    assertThat(items.findValuesAsText("type")).containsExactly("event", "attachment");
    assertThat(items.at("/0/body/level").asText()).isEqualTo("error");
    assertThat(items.at("/1/body").asText()).isEqualTo("plain");
  }

  @Test
  void namesFaultsAsTheyAreSwitchedOn() throws Exception {
    List<Integer> rules = new ArrayList<>();
    sandbox.faults().onChange(() -> rules.add(sandbox.faults().active().size()));
    JsonNode state = post("faults", "{'target':'speech','kind':'slow','value':70,'times':1}");

    assertThat(state.at("/rules/0/kind").asText()).isEqualTo("slow");
    assertThat(state.at("/rules/0/value").asInt()).isEqualTo(70);
    assertThat(sandbox.faults().take(Target.SPEECH, "x")).isPresent();
    assertThat(rules).containsExactly(1, 0);
  }
}
