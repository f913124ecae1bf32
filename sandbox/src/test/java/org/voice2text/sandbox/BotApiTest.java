package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.sandbox.TestBot.Answer;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;

class BotApiTest {
  private final SandboxServer sandbox = Sandbox.start(0);
  private final TestBot bot = new TestBot(sandbox);
  private final User alice = sandbox.world().alice();

  @AfterEach
  void stop() {
    bot.close();
    sandbox.close();
  }

  @Test
  void makesABotOfAnyWellFormedToken() throws Exception {
    JsonNode me = bot.call("getMe", "{}").result();

    assertThat(me.path("id").asLong()).isEqualTo(42);
    assertThat(me.path("is_bot").asBoolean()).isTrue();
    assertThat(me.path("username").asText()).isEqualTo("voice2text_42_bot");
    assertThat(sandbox.world().bots()).extracting(User::id).containsExactly(42L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "42", "42:", ":abc", "42:a.b"})
  void refusesOtherTokens(String token) throws Exception {
    try (TestBot other = new TestBot(sandbox, token)) {
      Answer answer = other.call("getMe", "{}");

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.json())
          .isEqualTo(TestBot.json("{'ok':false,'error_code':401,'description':'Unauthorized'}"));
    }
  }

  @Test
  void answersUnknownMethodsWithNotFound() throws Exception {
    Answer answer = bot.call("sendNonsense", "{}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.description()).isEqualTo("Not Found: method not found");
  }

  @Test
  void readsQueryFormAndMultipart() throws Exception {
    sandbox.world().privateChat(TestBot.ID, alice);
    String path = "/bot" + TestBot.TOKEN + "/sendmessage";
    String form = "chat_id=" + alice.id() + "&text=" + encode("a & b");

    assertThat(bot.get(path + "?" + form).result().path("text").asText()).isEqualTo("a & b");
    byte[] body =
        (form
                + "&reply_markup="
                + encode("{\"inline_keyboard\":[[{\"text\":\"x\",\"callback_data\":\"y\"}]]}"))
            .getBytes(StandardCharsets.UTF_8);
    JsonNode sent = bot.post(path, "application/x-www-form-urlencoded", body).result();
    assertThat(sent.at("/reply_markup/inline_keyboard/0/0/callback_data").asText()).isEqualTo("y");
    Multipart multipart =
        new Multipart().field("chat_id", Long.toString(alice.id())).field("text", "ü");
    assertThat(
            bot.post(path, multipart.contentType(), multipart.body())
                .result()
                .path("text")
                .asText())
        .isEqualTo("ü");
  }

  @Test
  void sendsAndDownloadsADocument() throws Exception {
    sandbox.world().privateChat(TestBot.ID, alice);
    Multipart multipart =
        new Multipart()
            .field("chat_id", Long.toString(alice.id()))
            .field("caption", "Transcript")
            .file("document", "t.txt", "text/plain", "Hello".getBytes(StandardCharsets.UTF_8));

    JsonNode sent =
        bot.post(
                "/bot" + TestBot.TOKEN + "/sendDocument", multipart.contentType(), multipart.body())
            .result();

    assertThat(sent.path("caption").asText()).isEqualTo("Transcript");
    assertThat(sent.at("/document/file_name").asText()).isEqualTo("t.txt");
    assertThat(sent.at("/document/mime_type").asText()).isEqualTo("text/plain");
    String file = file(sent.at("/document/file_id").asText());
    assertThat(bot.get("/file/bot" + TestBot.TOKEN + "/" + file).text()).isEqualTo("Hello");
    assertThat(bot.get("/file/bot" + TestBot.TOKEN + "/documents/none").status()).isEqualTo(404);
  }

  @Test
  void deliversAVoiceMessageWithTheLengthOfItsContent() throws Exception {
    byte[] voice = Recordings.oggOpus(11.0);
    Message message = sandbox.world().sendVoice(TestBot.ID, alice, voice, 99);
    Message again = sandbox.world().sendVoice(TestBot.ID, sandbox.world().boris(), voice, 99);

    JsonNode shown = bot.call("getUpdates", "{}").result().at("/0/message/voice");

    assertThat(shown.path("duration").asInt()).isEqualTo(11);
    assertThat(shown.path("mime_type").asText()).isEqualTo("audio/ogg");
    assertThat(shown.path("file_size").asInt()).isEqualTo(voice.length);
    assertThat(shown.path("file_unique_id").asText())
        .isEqualTo(message.media().uniqueId())
        .isEqualTo(again.media().uniqueId());
    String path = file(shown.path("file_id").asText());
    assertThat(path).startsWith("voice/file_").endsWith(".oga");
    assertThat(bot.get("/file/bot" + TestBot.TOKEN + "/" + path).bytes()).isEqualTo(voice);
  }

  private String file(String fileId) throws Exception {
    return bot.call("getFile", "{'file_id':'" + fileId + "'}").result().path("file_path").asText();
  }

  @Test
  void editsShowInTheWorld() throws Exception {
    sandbox.world().sendText(TestBot.ID, alice, "/start");
    long id =
        bot.call(
                "sendMessage",
                "{'chat_id':" + alice.id() + ",'text':'one','reply_parameters':{'message_id':1}}")
            .result()
            .path("message_id")
            .asLong();
    bot.call(
            "editMessageText",
            "{'chat_id':"
                + alice.id()
                + ",'message_id':"
                + id
                + ",'text':' two ','entities':[{'type':'bold','offset':1,'length':3}]}")
        .result();

    Message message =
        sandbox.world().messages(sandbox.world().privateChat(TestBot.ID, alice)).getLast();

    assertThat(message.text()).isEqualTo("two");
    assertThat(message.entities().getFirst().offset()).isZero();
    assertThat(message.edits()).isEqualTo(1);
    assertThat(message.replyTo()).isEqualTo(1);
    assertThat(message.from().id()).isEqualTo(TestBot.ID);
  }

  @Test
  void passesPressesAndTheirAnswers() throws Exception {
    sandbox.world().privateChat(TestBot.ID, alice);
    bot.call(
            "sendMessage",
            "{'chat_id':"
                + alice.id()
                + ",'text':'?','reply_markup':{'inline_keyboard':[[{'text':'Yes','callback_data':'y'}]]}}")
        .result();
    Message message =
        sandbox.world().messages(sandbox.world().privateChat(TestBot.ID, alice)).getLast();

    String press = sandbox.world().press(message, message.button("y"));
    JsonNode query = bot.call("getUpdates", "{'timeout':5}").result().at("/0/callback_query");
    assertThat(query.path("data").asText()).isEqualTo("y");
    assertThat(query.at("/message/message_id").asLong()).isEqualTo(message.id());
    assertThat(query.at("/from/id").asLong()).isEqualTo(alice.id());
    assertThat(sandbox.world().answerTo(press)).isEmpty();

    String answer = "{'callback_query_id':'" + query.path("id").asText() + "','text':'Done'}";
    bot.call("answerCallbackQuery", answer).result();
    assertThat(sandbox.world().answerTo(press).orElseThrow().text()).isEqualTo("Done");
    assertThat(bot.call("answerCallbackQuery", answer).description())
        .isEqualTo(
            "Bad Request: query is too old and response timeout expired or query ID is invalid");
  }

  @Test
  void recordsCallsWithoutTheToken() throws Exception {
    bot.call("sendMessage", "{'chat_id':1,'text':'x'}");
    bot.call("setWebhook", "{'url':'','secret_token':'hush'}");

    assertThat(sandbox.calls().count("sendMessage")).isEqualTo(1);
    assertThat(sandbox.calls().of("sendMessage").getFirst().status()).isEqualTo(400);
    assertThat(sandbox.calls().all().toString())
        .doesNotContain("secret_part")
        .doesNotContain("hush");
  }

  @Test
  void saysThatAPortIsTaken() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> Sandbox.start(sandbox.uri().getPort())))
        .hasMessage(
            "SANDBOX_PORT=%d: the port is taken; stop what listens there, or set another port"
                .formatted(sandbox.uri().getPort()));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void survivesABodyThatIsNotJson() throws Exception {
    Answer answer =
        bot.send(
            HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + "/bot" + TestBot.TOKEN + "/getMe"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{"))
                .build());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.description()).startsWith("Bad Request: ");
  }
}
