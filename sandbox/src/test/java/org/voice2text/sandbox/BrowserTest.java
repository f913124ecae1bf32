package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;

/// The page in a real browser: Debian's chromium.
@Tag("browser")
class BrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private final SandboxServer sandbox = Sandbox.start(0);
  private final TestBot bot = new TestBot(sandbox);
  private final User alice = sandbox.world().alice();
  private ChromeDriver browser;

  @TempDir Path folder;

  @BeforeEach
  void open() {
    if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
      String missing = "The browser tests need " + CHROMIUM + " and " + DRIVER;
      if ("true".equals(System.getenv("CI"))) {
        fail(missing);
      }
      abort(missing);
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1200,800",
        "--user-data-dir=" + folder.resolve("profile"));
    options.setCapability("goog:loggingPrefs", java.util.Map.of(LogType.BROWSER, "ALL"));
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
            options);
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.quit();
    }
    bot.close();
    sandbox.close();
  }

  @Test
  void aPersonTalksWithABot() throws Exception {
    browser.get(sandbox.uri().toString());
    await("#waiting code");
    assertThat(browser.findElement(By.id("api-url")).getText()).isEqualTo(sandbox.uri().toString());
    keep("waiting");

    bot.call(
        "setMyCommands",
        "{'commands':[{'command':'start','description':'Begin'},{'command':'settings','description':'Choose'}]}");
    WebElement text = await("#text");
    text.sendKeys("Hello <b>bot</b>", Keys.ENTER);
    assertThat(await(".bubble.mine .text").getText()).isEqualTo("Hello <b>bot</b>");
    assertThat(bot.call("getUpdates", "{'timeout':5}").result().at("/0/message/text").asText())
        .isEqualTo("Hello <b>bot</b>");

    Path wav = Files.write(folder.resolve("note.wav"), Recordings.wav(3));
    browser.findElement(By.id("file")).sendKeys(wav.toString());
    await(".bubble.mine audio");
    Message voice = chat().getLast();
    assertThat(voice.media().durationSeconds()).isEqualTo(3);

    String sent =
        "{'chat_id':%d,'text':'Working…','reply_parameters':{'message_id':%d}}"
            .formatted(alice.id(), voice.id());
    long id = bot.call("sendMessage", sent).result().path("message_id").asLong();
    await(".bubble:not(.mine) .quote");
    String transcript =
        "A pretend transcript that is long enough to be folded. ".repeat(12).strip();
    bot.call(
            "editMessageText",
            ("{'chat_id':%d,'message_id':%d,'text':'%s','entities':[{'type':'expandable_blockquote','offset':0,'length':%d},"
                    + "{'type':'bold','offset':2,'length':18}],'reply_markup':{'inline_keyboard':[[{'text':'Structured','callback_data':'s'},"
                    + "{'text':'Summary','callback_data':'u'}]]}}")
                .formatted(alice.id(), id, transcript, transcript.length()))
        .result();
    assertThat(await(".bubble blockquote strong").getText()).isEqualTo("pretend transcript");

    await(".keyboard button").click();
    String query =
        bot.call("getUpdates", "{'timeout':5,'offset':-1}")
            .result()
            .at("/0/callback_query/id")
            .asText();
    bot.call("answerCallbackQuery", "{'callback_query_id':'" + query + "','text':'Structured it'}")
        .result();
    assertThat(await(".toast").getText()).isEqualTo("Structured it");
    bot.call("sendMessage", "{'chat_id':7,'text':'nobody'}");
    await("#calls .bad");
    browser.findElement(By.cssSelector("#fault-form button")).click();
    await("#rules li");
    assertThat(sandbox.faults().active()).hasSize(1);
    keep("chat");

    dark();
    keep("chat-dark");
    light();
    narrow();
    assertThat(overflow()).as("the page scrolls sideways at 360 px").isZero();
    keep("chat-360");
    assertThat(complaints()).isEmpty();
  }

  @Test
  void aPersonPaysAndMeetsOthersInAForum() throws Exception {
    bot.call("getMe", "{}");
    browser.get(sandbox.uri().toString());
    await("#text");
    bot.call(
            "sendMessageDraft",
            "{'chat_id':" + alice.id() + ",'draft_id':1,'text':'Still writing'}")
        .result();
    assertThat(await("#draft").getText()).isEqualTo("Still writing");
    bot.call(
            "sendInvoice",
            "{'chat_id':%d,'title':'Pro','description':'A month','payload':'p','currency':'XTR','prices':[{'label':'x','amount':5}]}"
                .formatted(alice.id()))
        .result();
    WebElement pay = await(".keyboard button");
    assertThat(pay.getText()).isEqualTo("Pay ⭐️5");
    assertThat(browser.findElements(By.id("draft"))).isEmpty();
    pay.click();
    String query =
        bot.call("getUpdates", "{'timeout':5}").result().at("/0/pre_checkout_query/id").asText();
    bot.call("answerPreCheckoutQuery", "{'pre_checkout_query_id':'" + query + "','ok':true}")
        .result();
    assertThat(await(".service").getText()).isEqualTo("You paid ⭐️5");
    assertThat(await(".keyboard button").getText()).isEqualTo("Paid");

    Chat forum =
        sandbox.world().groups().create(Chat.Type.FORUM, "Forum", alice, sandbox.world().boris());
    long topic = sandbox.world().groups().openTopic(forum, alice, "Voices");
    await("#chats li:last-child button").click();
    Awaitility.await().until(() -> browser.findElement(By.id("topic")).isDisplayed());
    browser.findElement(By.id("topic")).sendKeys("Voices");
    browser.findElement(By.id("text")).sendKeys("in the topic", Keys.ENTER);
    Awaitility.await()
        .until(() ->
            sandbox.world().messages(forum).stream()
                .anyMatch(it ->
                    it.text().equals("in the topic") && Long.valueOf(topic).equals(it.topic())));
    assertThat(await(".bubble.mine .text").getText()).isEqualTo("in the topic");
    keep("forum");
    assertThat(complaints()).isEmpty();
  }

  private List<Message> chat() {
    Chat chat = sandbox.world().privateChat(TestBot.ID, alice);
    return sandbox.world().messages(chat);
  }

  private WebElement await(String selector) {
    return Awaitility.await(selector)
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
        .until(
            () ->
                browser.findElements(By.cssSelector(selector)).stream()
                    .filter(WebElement::isDisplayed)
                    .findFirst()
                    .orElse(null),
            Objects::nonNull);
  }

  private void dark() {
    scheme("dark");
  }

  private void light() {
    scheme("light");
  }

  private void scheme(String name) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        java.util.Map.of(
            "features", List.of(java.util.Map.of("name", "prefers-color-scheme", "value", name))));
  }

  private void narrow() {
    browser.manage().window().setSize(new Dimension(500, 760));
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        java.util.Map.of("width", 360, "height", 740, "deviceScaleFactor", 2, "mobile", true));
  }

  private long overflow() {
    Object pixels =
        ((JavascriptExecutor) browser)
            .executeScript("return document.documentElement.scrollWidth - innerWidth");
    return ((Number) pixels).longValue();
  }

  private List<String> complaints() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(Object::toString)
        .toList();
  }

  /// For people to look at, beside the test reports.
  private void keep(String name) throws Exception {
    Path shots = Files.createDirectories(Path.of("target", "screenshots"));
    Files.write(shots.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
  }
}
