package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.voice2text.sandbox.browser.Chromium;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;

/// The page in a real browser: Debian's chromium.
@Tag("browser")
class BrowserTest {
  private final SandboxServer sandbox = Sandbox.start(0);
  private final TestBot bot = new TestBot(sandbox);
  private final User alice = sandbox.world().alice();
  private Chromium browser;

  @TempDir Path folder;

  @BeforeEach
  void open() {
    browser = Chromium.start(folder);
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    bot.close();
    sandbox.close();
  }

  @Test
  void aPersonTalksWithABot() throws Exception {
    browser.open(sandbox.uri());
    browser.await("#waiting code");
    assertThat(browser.driver().findElement(By.id("api-url")).getText())
        .isEqualTo(sandbox.uri().toString());
    browser.keep("waiting");

    bot.call(
        "setMyCommands",
        "{'commands':[{'command':'start','description':'Begin'},{'command':'settings','description':'Choose'}]}");
    WebElement text = browser.await("#text");
    text.sendKeys("Hello <b>bot</b>", Keys.ENTER);
    assertThat(browser.await(".bubble.mine .text").getText()).isEqualTo("Hello <b>bot</b>");
    assertThat(bot.call("getUpdates", "{'timeout':5}").result().at("/0/message/text").asText())
        .isEqualTo("Hello <b>bot</b>");

    Path wav = Files.write(folder.resolve("note.wav"), Recordings.wav(3));
    browser.driver().findElement(By.id("file")).sendKeys(wav.toString());
    browser.await(".bubble.mine audio");
    Message voice = chat().getLast();
    assertThat(voice.media().durationSeconds()).isEqualTo(3);

    String sent =
        "{'chat_id':%d,'text':'Working…','reply_parameters':{'message_id':%d}}"
            .formatted(alice.id(), voice.id());
    long id = bot.call("sendMessage", sent).result().path("message_id").asLong();
    browser.await(".bubble:not(.mine) .quote");
    String transcript =
        "A pretend transcript that is long enough to be folded. ".repeat(12).strip();
    bot.call(
            "editMessageText",
            ("{'chat_id':%d,'message_id':%d,'text':'%s','entities':[{'type':'expandable_blockquote','offset':0,'length':%d},"
                    + "{'type':'bold','offset':2,'length':18}],'reply_markup':{'inline_keyboard':[[{'text':'Structured','callback_data':'s'},"
                    + "{'text':'Summary','callback_data':'u'}]]}}")
                .formatted(alice.id(), id, transcript, transcript.length()))
        .result();
    assertThat(browser.await(".bubble blockquote strong").getText())
        .isEqualTo("pretend transcript");

    browser.await(".keyboard button").click();
    String query =
        bot.call("getUpdates", "{'timeout':5,'offset':-1}")
            .result()
            .at("/0/callback_query/id")
            .asText();
    bot.call("answerCallbackQuery", "{'callback_query_id':'" + query + "','text':'Structured it'}")
        .result();
    assertThat(browser.await(".toast").getText()).isEqualTo("Structured it");
    bot.call("sendMessage", "{'chat_id':7,'text':'nobody'}");
    browser.await("#calls .bad");
    browser.driver().findElement(By.cssSelector("#fault-form button")).click();
    browser.await("#rules li");
    assertThat(sandbox.faults().active()).hasSize(1);
    browser.keep("chat");

    browser.scheme("dark");
    browser.keep("chat-dark");
    browser.scheme("light");
    browser.narrow();
    assertThat(browser.overflow()).as("the page scrolls sideways at 360 px").isZero();
    browser.keep("chat-360");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aPersonPaysAndMeetsOthersInAForum() throws Exception {
    bot.call("getMe", "{}");
    browser.open(sandbox.uri());
    browser.await("#text");
    bot.call(
            "sendMessageDraft",
            "{'chat_id':" + alice.id() + ",'draft_id':1,'text':'Still writing'}")
        .result();
    assertThat(browser.await("#draft").getText()).isEqualTo("Still writing");
    bot.call(
            "sendInvoice",
            "{'chat_id':%d,'title':'Pro','description':'A month','payload':'p','currency':'XTR','prices':[{'label':'x','amount':5}]}"
                .formatted(alice.id()))
        .result();
    WebElement pay = browser.await(".keyboard button");
    assertThat(pay.getText()).isEqualTo("Pay ⭐️5");
    assertThat(browser.all("#draft")).isEmpty();
    pay.click();
    String query =
        bot.call("getUpdates", "{'timeout':5}").result().at("/0/pre_checkout_query/id").asText();
    bot.call("answerPreCheckoutQuery", "{'pre_checkout_query_id':'" + query + "','ok':true}")
        .result();
    assertThat(browser.await(".service").getText()).isEqualTo("You paid ⭐️5");
    assertThat(browser.await(".keyboard button").getText()).isEqualTo("Paid");

    Chat forum =
        sandbox.world().groups().create(Chat.Type.FORUM, "Forum", alice, sandbox.world().boris());
    long topic = sandbox.world().groups().openTopic(forum, alice, "Voices");
    browser.await("#chats li:last-child button").click();
    Awaitility.await().until(() -> browser.driver().findElement(By.id("topic")).isDisplayed());
    browser.driver().findElement(By.id("topic")).sendKeys("Voices");
    browser.driver().findElement(By.id("text")).sendKeys("in the topic", Keys.ENTER);
    Awaitility.await()
        .until(() ->
            sandbox.world().messages(forum).stream()
                .anyMatch(it ->
                    it.text().equals("in the topic") && Long.valueOf(topic).equals(it.topic())));
    assertThat(browser.await(".bubble.mine .text").getText()).isEqualTo("in the topic");
    browser.keep("forum");
    assertThat(browser.complaints()).isEmpty();
  }

  private List<Message> chat() {
    Chat chat = sandbox.world().privateChat(TestBot.ID, alice);
    return sandbox.world().messages(chat);
  }
}
