package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.sandbox.TestBot.Answer;
import org.voice2text.sandbox.telegram.User;

class WebChatTest {
  private final SandboxServer sandbox = Sandbox.start(0);
  private final TestBot bot = new TestBot(sandbox);
  private final User alice = sandbox.world().alice();

  @AfterEach
  void stop() {
    bot.close();
    sandbox.close();
  }

  private Answer post(String path, String body) throws Exception {
    String json = body.replace('\'', '"').replace("ALICE", Long.toString(alice.id()));
    return bot.post("/chat/" + path, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void knowsNoBotAtFirst() throws Exception {
    JsonNode state = bot.get("/chat/state").json();

    assertThat(state.path("bots")).isEmpty();
    assertThat(state.path("users")).hasSize(2);
    assertThat(post("open", "{'bot':42,'user':ALICE}").json().path("error").asText())
        .isEqualTo("no such bot has called yet");
  }

  @Test
  void tellsWhetherABotIsInPrivacyMode() throws Exception {
    bot.call("getMe", "{}");
    assertThat(bot.get("/chat/state").json().at("/bots/0/privacyMode").asText()).isEqualTo("false");
    post("privacy", "{'bot':42,'on':true}");
    assertThat(bot.get("/chat/state").json().at("/bots/0/privacyMode").asText()).isEqualTo("true");
  }

  @Test
  void sendsTextEditsAndDeletes() throws Exception {
    bot.call("getMe", "{}");
    post("open", "{'bot':42,'user':ALICE}");

    JsonNode sent = post("text", "{'bot':42,'chat':ALICE,'user':ALICE,'text':' hello '}").json();
    assertThat(sent.path("text").asText()).isEqualTo("hello");
    assertThat(
            post("edit", "{'bot':42,'chat':ALICE,'id':1,'text':'bye'}")
                .json()
                .path("edits")
                .asInt())
        .isEqualTo(1);
    JsonNode updates = bot.call("getUpdates", "{}").result();
    assertThat(updates.at("/0/message/text").asText()).isEqualTo("hello");
    assertThat(updates.at("/1/edited_message/text").asText()).isEqualTo("bye");
    post("delete", "{'bot':42,'chat':ALICE,'id':1}");
    assertThat(bot.get("/chat/messages?bot=42&chat=" + alice.id()).json()).isEmpty();
    assertThat(
            post("edit", "{'bot':42,'chat':ALICE,'id':1,'text':'x'}").json().path("error").asText())
        .isEqualTo("the message is gone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'bot':42,'chat':ALICE,'user':ALICE,'text':''}",
        "{'bot':42,'chat':5,'user':ALICE,'text':'x'}",
        "{'bot':42,'chat':ALICE,'user':5,'text':'x'}",
        "[]",
        "{"
      })
  void refusesBadInput(String body) throws Exception {
    bot.call("getMe", "{}");
    post("open", "{'bot':42,'user':ALICE}");

    assertThat(post("text", body).status()).isEqualTo(400);
  }

  @Test
  void uploadsAndPlaysARecording() throws Exception {
    bot.call("getMe", "{}");
    post("open", "{'bot':42,'user':ALICE}");
    byte[] wav = Recordings.wav(2);
    Multipart body =
        new Multipart()
            .field("bot", "42")
            .field("chat", Long.toString(alice.id()))
            .field("user", Long.toString(alice.id()))
            .field("kind", "audio")
            .file("file", "note.wav", "audio/wav", wav);

    JsonNode media = bot.post("/chat/upload", body.contentType(), body.body()).json().path("media");

    assertThat(media.path("seconds").asInt()).isEqualTo(2);
    assertThat(media.path("name").asText()).isEqualTo("note.wav");
    Answer file = bot.get("/chat/file/" + media.path("file").asText());
    assertThat(file.contentType()).isEqualTo("audio/wav");
    assertThat(file.bytes()).isEqualTo(wav);
    assertThat(bot.get("/chat/file/none").status()).isEqualTo(404);
  }

  @Test
  void saysThatAFileIsTooLarge() throws Exception {
    byte[] head =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"film.mkv\"\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    byte[] block = new byte[1 << 20];
    List<byte[]> parts = new ArrayList<>(Collections.nCopies(101, block));
    parts.addFirst(head);
    Answer refused =
        bot.send(
            HttpRequest.newBuilder(URI.create(sandbox.uri() + "/chat/upload"))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(
                    HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofByteArrays(parts),
                        head.length + 101L * block.length))
                .build());

    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.json().path("error").asText())
        .isEqualTo("a file, with what is sent along, has at most 100 MB; send a smaller one");
  }

  @Test
  void countsWhatAPageHasMissed() throws Exception {
    bot.call("getMe", "{}");
    post("open", "{'bot':42,'user':ALICE}");
    for (String text : List.of("one", "two", "three")) {
      bot.call("sendMessage", "{'chat_id':%d,'text':'%s'}".formatted(alice.id(), text)).result();
    }
    post("text", "{'bot':42,'chat':ALICE,'user':ALICE,'text':'my own'}");
    String known = "{'user':ALICE,'seen':{'ALICE/42':1}}";

    assertThat(post("unread", known).json())
        .isEqualTo(
            TestBot.json("{'x':[{'chat':%d,'bot':42,'newest':4,'unread':2}]}".formatted(alice.id()))
                .path("x"));
    assertThat(post("unread", "{'user':ALICE,'seen':{}}").json().at("/0/unread").asInt())
        .isEqualTo(3);
    assertThat(post("unread", "{'user':ALICE,'seen':null}").json().at("/0/unread").asInt())
        .isZero();
    try (SandboxServer other = Sandbox.start(0)) {
      assertThat(bot.get("/chat/state").json().path("id").asText())
          .isNotEmpty()
          .isNotEqualTo(other.world().id());
    }
  }

  @Test
  void switchesFaults() throws Exception {
    JsonNode state =
        post("faults", "{'target':'telegram','kind':'error','value':503,'times':2}").json();
    assertThat(state.at("/rules/0/fault").asText()).isEqualTo("HTTP 503");
    assertThat(bot.call("getMe", "{}").status()).isEqualTo(503);
    assertThat(
            post("faults", "{'target':'telegram','kind':'error','value':200}")
                .json()
                .path("error")
                .asText())
        .isEqualTo("status 200 must be from 400 to 599");
    assertThat(post("faults", "{'target':'telegram','kind':'nonsense'}").status()).isEqualTo(400);
    assertThat(post("limits", "{'on':true}").json().path("limits").asBoolean()).isTrue();

    bot.send(
        HttpRequest.newBuilder(URI.create(sandbox.uri() + "/chat/faults/all")).DELETE().build());
    assertThat(sandbox.faults().active()).isEmpty();
  }

  @Test
  void handlesGroupsTheirMembersAndTopics() throws Exception {
    bot.call("getMe", "{}");
    JsonNode made = post("group", "{'bot':42,'title':'Forum','type':'forum'}").json();
    long group = made.path("chat").asLong();
    assertThat(made.at("/roles/0/status").asText()).isEqualTo("creator");
    assertThat(made.at("/roles/2/isBot").asBoolean()).isTrue();
    String there = "'chat':" + group + ",'user':ALICE";

    JsonNode promoted = post("member", "{" + there + ",'whom':42,'action':'promote'}").json();
    assertThat(promoted.at("/roles/2/status").asText()).isEqualTo("administrator");
    long topic = post("topic", "{" + there + ",'name':'Notes'}").json().path("topic").asLong();
    post("text", "{" + there + ",'bot':0,'text':'hi','topic':" + topic + "}");
    JsonNode update = bot.call("getUpdates", "{'offset':-1}").result();
    assertThat(update.at("/0/message/message_thread_id").asLong()).isEqualTo(topic);
    post("topic", "{'chat':" + group + ",'topic':" + topic + ",'action':'close'}");
    JsonNode forum = bot.get("/chat/state").json().path("chats").path(0);
    assertThat(forum.at("/topics/0/closed").asBoolean()).isTrue();
    assertThat(forum.path("type").asText()).isEqualTo("forum");

    assertThat(post("migrate", "{" + there + "}").json().path("error").asText())
        .isEqualTo("Forum is not a basic group");
    assertThat(post("member", "{" + there + ",'action':'dance'}").json().path("error").asText())
        .isEqualTo("members cannot dance");
    post("privacy", "{'chat':" + group + ",'on':true}");
    assertThat(bot.get("/chat/state").json().at("/chats/0/roles/2/privacyMode").asBoolean())
        .isTrue();
  }

  @Test
  void movesAGroup() throws Exception {
    bot.call("getMe", "{}");
    long old =
        post("group", "{'bot':42,'title':'Small','type':'group'}").json().path("chat").asLong();

    long next = post("migrate", "{'chat':" + old + "}").json().path("chat").asLong();

    assertThat(bot.get("/chat/state").json().at("/chats/0/movedTo").asLong()).isEqualTo(next);
  }

  @Test
  void paysWithStars() throws Exception {
    bot.call("getMe", "{}");
    post("open", "{'bot':42,'user':ALICE}");
    String bill =
        "'title':'Pro','description':'A month','payload':'p','currency':'XTR','prices':[{'label':'x','amount':5}]";
    String link =
        bot.call("createInvoiceLink", "{" + bill + ",'subscription_period':2592000}")
            .result()
            .asText();
    bot.call("sendInvoice", "{'chat_id':" + alice.id() + "," + bill + "}").result();

    assertThat(
            bot.get("/chat/invoice?link=" + link.replace("$", "%24")).json().path("stars").asInt())
        .isEqualTo(5);
    String checkout =
        post("pay", "{'user':ALICE,'chat':ALICE,'bot':42,'id':1}").json().path("checkout").asText();
    String ofLink =
        post("pay", "{'user':ALICE,'link':'" + link + "'}").json().path("checkout").asText();
    for (String id : List.of(checkout, ofLink)) {
      bot.call("answerPreCheckoutQuery", "{'ok':true,'pre_checkout_query_id':'" + id + "'}")
          .result();
      assertThat(bot.get("/chat/checkout?id=" + id).json().path("state").asText())
          .isEqualTo("paid");
    }
    JsonNode messages = bot.get("/chat/messages?bot=42&chat=" + alice.id()).json();
    assertThat(messages.at("/0/special/paid").asBoolean()).isTrue();
    assertThat(messages.at("/1/special/stars").asInt()).isEqualTo(5);

    JsonNode payments = bot.get("/chat/payments").json();
    assertThat(payments.path("payments")).hasSize(2);
    String subscription = payments.at("/subscriptions/0/id").asText();
    assertThat(
            post("subscription", "{'id':'" + subscription + "','action':'renew'}")
                .json()
                .path("payments"))
        .hasSize(3);
    post("subscription", "{'id':'" + subscription + "','action':'cancel'}");
    assertThat(
            post("subscription", "{'id':'" + subscription + "','action':'renew'}")
                .json()
                .path("error")
                .asText())
        .isEqualTo(subscription + " is canceled");
    assertThat(
            post("pay", "{'user':ALICE,'chat':ALICE,'bot':42,'id':1}")
                .json()
                .path("error")
                .asText())
        .isEqualTo("Message 1 is paid");
  }

  @Test
  void addsPeopleAndShowsThemTheirCommands() throws Exception {
    bot.call(
        "setMyCommands",
        "{'commands':[{'command':'hilfe','description':'Hilft'}],'language_code':'de'}");
    long id = post("user", "{'name':'Dora','language':'de'}").json().path("id").asLong();
    post("open", "{'bot':42,'user':" + id + "}");

    String there = "{'chat':%d,'bot':42,'user':%d,'of':42}".formatted(id, id);
    assertThat(post("commands", there).json().at("/0/command").asText()).isEqualTo("hilfe");
    assertThat(post("user", "{'name':''}").json().path("error").asText())
        .isEqualTo("a name has 1 to 64 characters");
  }

  @Test
  void switchesTrafficAndAnswers() throws Exception {
    bot.call("getMe", "{}");
    assertThat(
            post("traffic", "{'users':2,'perSecond':100,'mix':{'text':1}}")
                .json()
                .path("running")
                .asBoolean())
        .isTrue();
    await().until(() -> sandbox.traffic().status().total() > 3);
    JsonNode stopped =
        bot.send(
                HttpRequest.newBuilder(URI.create(sandbox.uri() + "/chat/traffic"))
                    .DELETE()
                    .build())
            .json();
    assertThat(stopped.path("running").asBoolean()).isFalse();
    assertThat(stopped.at("/done/text").asInt()).isPositive();
    assertThat(post("traffic", "{'users':0}").json().path("error").asText())
        .isEqualTo("users 0 must be 1 to 10000");

    post("language", "{'text':'Polished.'}");
    byte[] question =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(
            bot.post("/v1/chat/completions", "application/json", question)
                .json()
                .at("/choices/0/message/content")
                .asText())
        .isEqualTo("Polished.");
  }

  @Test
  void tellsOpenPagesWhatHappens() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<java.io.InputStream> events =
          client.send(
              HttpRequest.newBuilder(URI.create(sandbox.uri() + "/chat/events"))
                  .header("Accept", "text/event-stream")
                  .build(),
              BodyHandlers.ofInputStream());
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
        assertThat(next(lines, "event: hello")).isTrue();
        sandbox.world().sendText(TestBot.ID, alice, "live");
        assertThat(next(lines, "event: message")).isTrue();
        assertThat(lines.readLine()).contains("\"text\":\"live\"");
      }
      client.shutdownNow();
    }
  }

  private static boolean next(BufferedReader lines, String wanted) throws Exception {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void servesThePageUnderAStrictPolicy() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> page =
          client.send(HttpRequest.newBuilder(sandbox.uri()).build(), BodyHandlers.ofString());

      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'none'; script-src 'self'; style-src 'self';");
      assertThat(page.body())
          .contains("<title>Voice2Text sandbox</title>")
          .doesNotContain("<style", " style=", "<script>", " onclick=")
          .doesNotContain("http://")
          .doesNotContain("https://");
    }
  }
}
