package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.voice2text.sandbox.browser.ChatPage;
import org.voice2text.sandbox.browser.TabWalk;
import org.voice2text.sandbox.telegram.User;

/// The panel for developers, and what holds for the whole page.
@Tag("browser")
class BrowserPanelTest extends BrowserCase {

  @Test
  void showsWhatABotDoesWithoutItsToken() throws Exception {
    openWithBot();
    tell("sendMessage", "{'chat_id':ALICE,'text':'Hello'}");
    bot.call("sendMessage", "{'chat_id':7,'text':'nobody'}");
    browser.await("#calls .bad", "400");
    browser.click("#calls summary", it -> it.getText().contains("sendMessage"));
    browser.await("#calls .json", it -> it.getText().contains("chat not found"));
    assertThat(String.valueOf(browser.run("return document.documentElement.innerHTML")))
        .doesNotContain("AAF-secret_part");

    page.tab("faults");
    browser.click(".switch", "Telegram: HTTP 500");
    browser.await("#rules li", it -> it.getText().startsWith("Telegram: HTTP 500"));
    assertThat(bot.call("getMe", "{}").status()).isEqualTo(500);
    browser.click("#faults-off");
    browser.awaitGone("#faults-off");
    assertThat(sandbox.faults().active()).isEmpty();

    sendToSentry();
    page.tab("sentry");
    browser.click("#sentry summary", it -> it.getText().contains("transcribe · 1500 ms"));
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
    browser.click("#traffic-start");
    browser.await(".traffic-state.running", it -> !it.getText().contains(" 0 "));
    browser.click("#traffic-stop");
    browser.await(".traffic-state:not(.running)");
    assertThat(sandbox.traffic().status().plan()).isNull();
    assertQuiet();
  }

  @Test
  void comesBackWhenTheSandboxDoes() throws Exception {
    browser.countStreams();
    page.open(sandbox.uri());
    browser.await("#waiting");
    int port = sandbox.uri().getPort();
    sandbox.close();
    browser.await("#connection", "The sandbox cannot be reached; trying again…");

    sandbox = Sandbox.start(port);
    browser.awaitGone("#connection");
    browser.await("#waiting");
    try (TestBot again = new TestBot(sandbox)) {
      again.call("getMe", "{}");
      browser.click("#start");
      page.awaitMine("/start");
      restsWhileNobodySeesIt(again);
      countsWhatCameMeanwhile(again);
    }
    sandbox.close();
    browser.await("#connection", "The sandbox cannot be reached; trying again…");
    sandbox = Sandbox.start(port);
    browser.awaitGone("#connection");
    try (TestBot next = new TestBot(sandbox)) {
      next.call("getMe", "{}");
      browser.await("#start");
      assertThat(browser.all(".person .badge")).as("news of another sandbox").isEmpty();
    }
  }

  private void countsWhatCameMeanwhile(TestBot writer) throws Exception {
    User boris = sandbox.world().boris();
    sandbox.world().sendText(TestBot.ID, boris, "His own words are no news to Boris");
    String toBoris = "{'chat_id':%d,'text':'x'}".formatted(boris.id());
    writer.call("sendMessage", toBoris).result();
    browser.await(".person .badge", "1");
    browser.hide();
    ChatPage.await("the end of the stream", () -> browser.streams() == 0);
    writer.call("sendMessage", toBoris).result();
    sandbox.world().sendText(TestBot.ID, boris, "Nor are these");
    writer.call("sendMessage", toBoris).result();
    browser.unhide();
    browser.await(".person .badge", "3");
    assertThat(browser.driver().getTitle()).isEqualTo("Voice2Text sandbox");
  }

  private void restsWhileNobodySeesIt(TestBot writer) throws Exception {
    browser.hide();
    ChatPage.await("the end of the stream", () -> browser.streams() == 0);
    writer.call("sendMessage", "{'chat_id':%d,'text':'Unseen'}".formatted(alice.id()));
    browser.unhide();
    page.awaitAnswer("Unseen");
    assertThat(browser.streams()).isEqualTo(1);
    // Who looks away for a moment finds the page as it was.
    browser.run("document.querySelector('.bubble').dataset.seen = 'yes'");
    browser.hide();
    ChatPage.await("the end of the stream", () -> browser.streams() == 0);
    browser.unhide();
    ChatPage.await("the stream again", () -> browser.streams() == 1);
    writer.call("sendMessage", "{'chat_id':%d,'text':'Seen'}".formatted(alice.id()));
    page.awaitAnswer("Seen");
    assertThat(browser.all(".bubble[data-seen]")).hasSize(1);
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
    page.attach(Files.write(folder.resolve("note.wav"), Recordings.wav(3)), "voice", "");
    browser.await(".play");
    for (String tab : new String[] {"calls", "faults", "traffic", "sentry"}) {
      page.tab(tab);
      TabWalk walk = browser.walk();
      assertThat(walk.reached()).as(tab).isEqualTo(walk.controls()).hasSizeGreaterThan(20);
      assertThat(walk.unseen()).as(tab + ": the focus is not seen").isEmpty();
    }
    assertQuiet();
  }

  private void tellCommands() throws Exception {
    bot.call(
        "setMyCommands",
        "{'commands':[{'command':'start','description':'Begin'},{'command':'settings','description':'Choose'}]}");
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
      browser.click("#info");
      browser.await("dialog");
      assertThat(browser.barriers()).as(scheme + ", dialog").isEmpty();
      active().sendKeys(Keys.ESCAPE);
      browser.keep("chat-" + scheme);
    }
    browser.narrow();
    browser.click(".talk-head, .chat", it -> it.getText().startsWith("Voice2Text"));
    assertThat(browser.overflow()).as("the list scrolls sideways at 360 px").isZero();
    browser.await("#back");
    assertThat(browser.overflow()).as("the chat scrolls sideways at 360 px").isZero();
    assertThat(browser.barriers()).as("360 px").isEmpty();
    browser.keep("chat-360");
    browser.click("#back");
    browser.await("#chats .chat");
    browser.click("#side-panel");
    browser.await("#panel-close");
    assertThat(browser.overflow()).as("the panel scrolls sideways at 360 px").isZero();
    browser.click("#panel-close");
    browser.awaitGone("#panel");
    assertQuiet();
  }

  @Test
  void speaksAsTheViewerDoes() throws Exception {
    openWithBot();
    page.say("Hi");
    page.awaitMine("Hi");
    browser.click("#language", "Русский");
    browser.await(".day", "Сегодня");
    assertThat(browser.await("#text").getDomAttribute("placeholder")).isEqualTo("Сообщение");
    assertThat(browser.text("#open-faults")).isEqualTo("Сбои");
    assertThat(browser.run("return document.documentElement.lang")).isEqualTo("ru");
    browser.driver().navigate().refresh();
    browser.await("#language", "English");
    page.attach(Files.write(folder.resolve("plain.bin"), new byte[1_500]), "document", "");
    browser.await(".file-size", "1,5 кБ");
    assertThat(browser.text(".meta time")).matches("\\d\\d:\\d\\d");
    browser.click("#language", "English");
    browser.await(".day", "Today");
    browser.await(".file-size", "1.5 kB");
    assertThat(browser.text(".meta time")).matches("\\d\\d:\\d\\d");
    goesByCountryAndZoneWithoutStorage();
    assertQuiet();
  }

  private void goesByCountryAndZoneWithoutStorage() {
    browser.keepNothing();
    browser.timeZone("Asia/Kathmandu");
    browser.languages("en-US,en");
    page.open(sandbox.uri());
    page.awaitMine("Hi");
    assertThat(time()).isEqualTo(sent("hh:mm a", Locale.US));
    // Words that there are not in German are shown in English, and the numbers with them.
    browser.languages("de-DE,de");
    page.open(sandbox.uri());
    page.awaitMine("Hi");
    assertThat(time()).isEqualTo(sent("hh:mm a", Locale.US));
    browser.click("#language", "Русский");
    browser.await(".day", "Сегодня");
    assertThat(time()).isEqualTo(sent("HH:mm", Locale.ROOT));
    browser.click("#panel-close");
    browser.awaitGone("#panel");
  }

  private String time() {
    return browser.text(".bubble:last-of-type .meta time").replace('\u202f', ' ');
  }

  private String sent(String pattern, Locale locale) {
    return DateTimeFormatter.ofPattern(pattern, locale)
        .format(last().date().atZone(ZoneId.of("Asia/Kathmandu")));
  }
}
