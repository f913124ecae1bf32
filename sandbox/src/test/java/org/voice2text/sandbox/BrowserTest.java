package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.voice2text.sandbox.browser.ChatPage;
import org.voice2text.sandbox.browser.Chromium;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;

/// The page of the web chat in a real browser, with a bot that does as the test says.
@Tag("browser")
class BrowserTest {
  private SandboxServer sandbox = Sandbox.start(0);
  private final TestBot bot = new TestBot(sandbox);
  private final User alice = sandbox.world().alice();
  private Chromium browser;
  private ChatPage page;

  @TempDir Path folder;

  @BeforeEach
  void open() {
    browser = Chromium.start(folder);
    page = new ChatPage(browser);
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    bot.close();
    sandbox.close();
  }

  private void openWithBot() throws Exception {
    bot.call("getMe", "{}");
    page.open(sandbox.uri());
    browser.await("#text");
  }

  /// What every visit has to keep to.
  private void assertQuiet() {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .extracting(URI::getAuthority)
        .containsOnly(sandbox.uri().getAuthority());
  }

  private JsonNode tell(String method, String params) throws Exception {
    return bot.call(method, params.replace("ALICE", Long.toString(alice.id()))).result();
  }

  private JsonNode lastUpdate() throws Exception {
    return bot.call("getUpdates", "{'timeout':5,'offset':-1}").result().path(0);
  }

  private Message last() {
    return sandbox.world().messages(sandbox.world().privateChat(TestBot.ID, alice)).getLast();
  }

  @Test
  void waitsForABotAndBeginsWithStart() throws Exception {
    page.open(sandbox.uri());
    browser.await("#waiting");
    assertThat(browser.text("#api-url")).isEqualTo(sandbox.uri().toString());

    bot.call("getMe", "{}");
    browser.await("#start").click();

    page.awaitMine("/start");
    assertThat(lastUpdate().at("/message/text").asText()).isEqualTo("/start");
    browser.await(".ticks:not(.read)");
    bot.call("getUpdates", "{'offset':%d}".formatted(lastUpdate().path("update_id").asLong() + 1));
    browser.await(".ticks.read");
    page.say("Hello <b>bot</b>");
    page.awaitMine("Hello <b>bot</b>");
    assertThat(lastUpdate().at("/message/text").asText()).isEqualTo("Hello <b>bot</b>");
    assertQuiet();
  }

  @Test
  void sendsARecordingAndReadsWhatBecomesOfIt() throws Exception {
    openWithBot();
    page.attach(Files.write(folder.resolve("note.wav"), Recordings.wav(3)), "voice", "Listen");
    page.awaitMine("Listen");
    assertThat(browser.text(".voice .time")).isEqualTo("0:03");
    Message voice = last();
    assertThat(voice.media().durationSeconds()).isEqualTo(3);

    tell("sendChatAction", "{'chat_id':ALICE,'action':'typing'}");
    browser.await(".who-state", "is typing…");
    tell("sendMessageDraft", "{'chat_id':ALICE,'draft_id':1,'text':'Still writing'}");
    browser.await("#draft", "Still writing");
    long id =
        tell(
                "sendMessage",
                "{'chat_id':ALICE,'text':'Working…','reply_parameters':{'message_id':%d}}"
                    .formatted(voice.id()))
            .path("message_id")
            .asLong();
    assertThat(browser.text(".bubble:not(.mine) .quote")).isEqualTo("You\nListen");
    assertThat(browser.all("#draft")).isEmpty();
    String words = "A pretend transcript that is long enough to be folded. ".repeat(12).strip();
    String edit =
        "{'chat_id':ALICE,'message_id':%d,'text':'%s','entities':[{'type':'expandable_blockquote','offset':0,'length':%d},{'type':'bold','offset':2,'length':18}]}";
    tell("editMessageText", edit.formatted(id, words, words.length()));
    assertThat(browser.text("blockquote.folded strong")).isEqualTo("pretend transcript");
    browser.await(".fold", "Show more").click();
    tell("editMessageText", edit.formatted(id, words + " More.", words.length()));
    browser.await(".fold", "Show less");
    assertThat(browser.all("blockquote.folded")).isEmpty();
    assertThat(browser.text(".bubble:not(.mine) .meta")).startsWith("edited");
    assertQuiet();
  }

  @Test
  void pressesButtonsAndHearsWhatTheBotAnswers() throws Exception {
    openWithBot();
    tell(
        "sendMessage",
        "{'chat_id':ALICE,'text':'Choose','reply_markup':{'inline_keyboard':[[{'text':'Short','callback_data':'s'},"
            + "{'text':'Loud','callback_data':'l'}],[{'text':'Site','url':'https://example.org/'},{'text':'Code','copy_text':{'text':'x'}}]]}}");
    page.press("Short");
    browser.await(".keyboard [aria-busy=true]", "Short");
    answerPress("'text':'Made it short'");
    browser.await(".toast", "Made it short");
    browser.awaitGone(".keyboard [aria-busy=true]");
    page.press("Loud");
    browser.await(".keyboard [aria-busy=true]", "Loud");
    answerPress("'text':'Not allowed','show_alert':true");
    browser.await("dialog .alert-text", "Not allowed");
    browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
    browser.awaitGone("dialog");
    assertThat(browser.await(".keyboard a").getDomAttribute("rel"))
        .isEqualTo("noopener noreferrer");
    assertQuiet();
  }

  private void answerPress(String answer) throws Exception {
    String id = lastUpdate().at("/callback_query/id").asText();
    tell("answerCallbackQuery", "{'callback_query_id':'" + id + "'," + answer + "}");
  }

  @Test
  void paysOrDeclinesABill() throws Exception {
    openWithBot();
    tell(
        "sendInvoice",
        "{'chat_id':ALICE,'title':'Pro','description':'A month','payload':'p','currency':'XTR','prices':[{'label':'x','amount':5}]}");
    page.press("Pay ⭐️5");
    assertThat(browser.text("dialog .bill h3")).isEqualTo("Pro");
    browser.await("dialog button", "Not now").click();
    browser.awaitGone("dialog");
    page.press("Pay ⭐️5");
    browser.await("dialog .primary").click();
    answerCheckout("'ok':false,'error_message':'Sold out'");
    browser.await(".pay-status", "Nothing was paid: Sold out");
    browser.await("dialog .form-foot button", "Close").click();
    page.press("Pay ⭐️5");
    browser.await("dialog .primary").click();
    answerCheckout("'ok':true");
    browser.await(".pay-status", "Paid. Thank you!");
    browser.await("dialog .form-foot button", "Close").click();
    browser.await(".service", "You paid ⭐️ 5");
    page.awaitButton("Paid");
    assertThat(sandbox.world().stars().payments()).hasSize(1);
    assertQuiet();
  }

  private void answerCheckout(String answer) throws Exception {
    ChatPage.await("the question", () -> lastUpdate().has("pre_checkout_query"));
    String id = lastUpdate().at("/pre_checkout_query/id").asText();
    tell("answerPreCheckoutQuery", "{'pre_checkout_query_id':'" + id + "'," + answer + "}");
    bot.call("getUpdates", "{'offset':%d}".formatted(lastUpdate().path("update_id").asLong() + 1));
  }

  @Test
  void editsRepliesForwardsAndDeletes() throws Exception {
    User boris = sandbox.world().boris();
    Chat group =
        sandbox
            .world()
            .addGroup(Chat.Type.SUPERGROUP, "Friends", 42, java.util.List.of(alice, boris));
    openWithBot();
    page.openChat("Voice2Text");
    page.say("Helo");
    page.awaitMine("Helo");
    browser.await("#text").sendKeys(Keys.ARROW_UP);
    browser.await("#text").sendKeys(Keys.chord(Keys.CONTROL, "a"), "Hello", Keys.ENTER);
    page.awaitMine("Hello");
    assertThat(lastUpdate().at("/edited_message/text").asText()).isEqualTo("Hello");

    page.choose("Hello", "Reply");
    assertThat(browser.text(".context-text")).isEqualTo("Reply to You\nHello");
    page.say("And again");
    page.awaitMine("And again");
    assertThat(last().replyTo()).isEqualTo(1);
    page.choose("And again", "Delete");
    browser.await(".bubble");
    ChatPage.await("the deletion", () -> browser.all(".bubble").size() == 1);

    page.choose("Hello", "Forward");
    browser.await("dialog .row", "F\nFriends").click();
    browser.await(".who-name", "Friends");
    browser.await(".origin", "Forwarded from Alice");
    assertThat(lastUpdate().at("/message/forward_origin/sender_user/id").asLong())
        .isEqualTo(alice.id());
    assertThat(sandbox.world().messages(group)).hasSize(1);
    assertQuiet();
  }

  @Test
  void blocksTheBotAndLetsItInAgain() throws Exception {
    openWithBot();
    page.say("Hi");
    browser.await("#info").click();
    browser.await("#block").click();
    browser.await("#unblock");
    assertThat(
            bot.call("sendMessage", "{'chat_id':%d,'text':'x'}".formatted(alice.id()))
                .description())
        .isEqualTo("Forbidden: bot was blocked by the user");
    browser.await("#unblock").click();
    browser.awaitGone("#unblock");
    tell("sendMessage", "{'chat_id':ALICE,'text':'Back again'}");
    page.awaitAnswer("Back again");
    assertQuiet();
  }

  @Test
  void severalPeopleMeetInAForum() throws Exception {
    openWithBot();
    browser.await("#new-group").click();
    browser.await("dialog input[name=title]").sendKeys("Trip");
    browser.await("dialog select[name=type] option[value=forum]").click();
    browser.await("dialog .primary").click();
    browser.await(".who-name", "Trip");
    browser.await("#info").click();
    browser.await("dialog input[name=name]").sendKeys("Tickets", Keys.ENTER);
    browser.await("dialog .item", it -> it.getText().startsWith("Tickets"));
    browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
    browser.await("#topics button", "Tickets").click();
    page.say("Who books?");
    page.awaitMine("Who books?");

    page.become("Boris");
    browser.await("#topics button", "Tickets").click();
    page.awaitAnswer("Who books?");
    page.choose("Who books?", "Reply");
    page.say("I do");
    page.awaitMine("I do");
    Chat trip =
        sandbox.world().chats().stream()
            .filter(it -> it.title().equals("Trip"))
            .findFirst()
            .orElseThrow();
    Message answer = sandbox.world().messages(trip).getLast();
    assertThat(answer.from()).isEqualTo(sandbox.world().boris());
    assertThat(answer.topic()).isEqualTo(sandbox.world().groups().topics(trip).getFirst().id());
    tell("sendMessage", "{'chat_id':ALICE,'text':'Only for Alice'}");
    browser.await(".person .badge", "1");
    browser.keep("forum");
    assertQuiet();
  }

  @Test
  void showsWhatABotDoesWithoutItsToken() throws Exception {
    openWithBot();
    tell("sendMessage", "{'chat_id':ALICE,'text':'Hello'}");
    bot.call("sendMessage", "{'chat_id':7,'text':'nobody'}");
    browser.await("#calls .bad", "400");
    browser.await("#calls summary", it -> it.getText().contains("sendMessage")).click();
    browser.await("#calls .json", it -> it.getText().contains("chat not found"));
    assertThat(String.valueOf(browser.run("return document.documentElement.innerHTML")))
        .doesNotContain("AAF-secret_part");

    page.tab("faults");
    browser.await(".switch", "Telegram: HTTP 500").click();
    browser.await("#rules li", it -> it.getText().startsWith("Telegram: HTTP 500"));
    assertThat(bot.call("getMe", "{}").status()).isEqualTo(500);
    browser.await("#faults-off").click();
    browser.awaitGone("#faults-off");
    assertThat(sandbox.faults().active()).isEmpty();

    sendToSentry();
    page.tab("sentry");
    browser.await("#sentry summary", it -> it.getText().contains("transcribe · 1500 ms")).click();
    assertThat(browser.text(".spans")).isEqualTo("download\n500 ms");
    assertQuiet();
  }

  private void sendToSentry() throws IOException, InterruptedException {
    String envelope =
        """
        {"event_id":"a"}
        {"type":"transaction"}
        {"transaction":"transcribe","start_timestamp":100.0,"timestamp":101.5,"spans":[{"description":"download","start_timestamp":100.5,"timestamp":101.0}]}
        """;
    byte[] body = envelope.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(bot.post("/sentry/api/1/envelope/", "text/plain", body).status()).isEqualTo(200);
  }

  @Test
  void makesTraffic() throws Exception {
    openWithBot();
    page.tab("traffic");
    browser.await("#traffic-start").click();
    browser.await(".traffic-state.running", it -> !it.getText().contains(" 0 "));
    browser.await("#traffic-stop").click();
    browser.await(".traffic-state:not(.running)");
    assertThat(sandbox.traffic().status().plan()).isNull();
    assertQuiet();
  }

  @Test
  void comesBackWhenTheSandboxDoes() throws Exception {
    openWithBot();
    int port = sandbox.uri().getPort();
    sandbox.close();
    browser.await("#connection", "The sandbox cannot be reached; trying again…");

    sandbox = Sandbox.start(port);
    browser.await("#waiting");
    try (TestBot again = new TestBot(sandbox)) {
      again.call("getMe", "{}");
      browser.await("#start").click();
      page.awaitMine("/start");
    }
  }

  @Test
  void isUsedWithTheKeyboardAlone() throws Exception {
    tellCommands();
    openWithBot();
    browser.await("#text").sendKeys("/se");
    browser.await("#suggestions li", "/settings\nChoose");
    browser.await("#text").sendKeys(Keys.ARROW_DOWN, Keys.ENTER);
    page.awaitMine("/settings");
    tell(
        "sendMessage",
        "{'chat_id':ALICE,'text':'Pick','reply_markup':{'inline_keyboard':[[{'text':'One','callback_data':'1'}]]}}");
    WebElement list = browser.await("#messages");
    list.sendKeys(Keys.ARROW_UP);
    active().sendKeys(Keys.ARROW_UP);
    active().sendKeys(Keys.ENTER);
    browser.await("[role=menuitem]:focus", "Reply");
    active().sendKeys(Keys.ARROW_DOWN, Keys.ESCAPE);
    browser.awaitGone("[role=menu]");
    assertThat(active().getDomAttribute("aria-label")).isEqualTo("Actions");
    browser.run("document.querySelector('.keyboard button').focus()");
    active().sendKeys(Keys.ENTER);
    assertThat(lastUpdate().at("/callback_query/data").asText()).isEqualTo("1");
    tell(
        "editMessageText",
        "{'chat_id':ALICE,'message_id':2,'text':'Picked','reply_markup':{'inline_keyboard':[[{'text':'Two','callback_data':'2'}]]}}");
    browser.await(".keyboard button:focus", "Two");
    active().sendKeys(Keys.ESCAPE);
    browser.await(".chat:focus");
    assertQuiet();
  }

  private void tellCommands() throws Exception {
    bot.call(
        "setMyCommands",
        "{'commands':[{'command':'start','description':'Begin'},{'command':'settings','description':'Choose'}]}");
  }

  private WebElement active() {
    return browser.driver().switchTo().activeElement();
  }

  @Test
  void isReadableByEverybodyInLightAndDarkAndOnATelephone() throws Exception {
    tellCommands();
    openWithBot();
    Path wav = Files.write(folder.resolve("note.wav"), Recordings.wav(3));
    page.attach(wav, "voice", "");
    page.attach(wav, "document", "A file");
    tell(
        "sendMessage",
        "{'chat_id':ALICE,'text':'Bold code hidden quoted','entities':[{'type':'bold','offset':0,'length':4},{'type':'code','offset':5,'length':4},"
            + "{'type':'spoiler','offset':10,'length':6},{'type':'blockquote','offset':17,'length':6}],'reply_parameters':{'message_id':1},"
            + "'reply_markup':{'inline_keyboard':[[{'text':'One','callback_data':'1'},{'text':'Site','url':'https://example.org/'}]]}}");
    browser.await(".keyboard");
    for (String scheme : new String[] {"light", "dark"}) {
      browser.scheme(scheme);
      for (String tab : new String[] {"calls", "faults", "traffic", "sentry"}) {
        page.tab(tab);
        assertThat(browser.barriers()).as(scheme + ", " + tab).isEmpty();
      }
      browser.await("#info").click();
      browser.await("dialog");
      assertThat(browser.barriers()).as(scheme + ", dialog").isEmpty();
      active().sendKeys(Keys.ESCAPE);
      browser.keep("chat-" + scheme);
    }
    browser.narrow();
    browser.await(".talk-head, .chat", it -> it.getText().startsWith("Voice2Text")).click();
    assertThat(browser.overflow()).as("the list scrolls sideways at 360 px").isZero();
    browser.await("#back");
    assertThat(browser.overflow()).as("the chat scrolls sideways at 360 px").isZero();
    assertThat(browser.barriers()).as("360 px").isEmpty();
    browser.keep("chat-360");
    browser.await("#back").click();
    browser.await("#chats .chat");
    browser.await("#side-panel").click();
    browser.await("#panel-close");
    assertThat(browser.overflow()).as("the panel scrolls sideways at 360 px").isZero();
    browser.await("#panel-close").click();
    browser.awaitGone("#panel");
    assertQuiet();
  }

  @Test
  void speaksRussian() throws Exception {
    openWithBot();
    page.say("Hi");
    browser.await("#language", "Русский").click();
    browser.await(".day", "Сегодня");
    assertThat(browser.await("#text").getDomAttribute("placeholder")).isEqualTo("Сообщение");
    assertThat(browser.text("#open-faults")).isEqualTo("Сбои");
    assertThat(browser.run("return document.documentElement.lang")).isEqualTo("ru");
    browser.driver().navigate().refresh();
    browser.await("#language", "English").click();
    browser.await(".day", "Today");
    assertQuiet();
  }
}
