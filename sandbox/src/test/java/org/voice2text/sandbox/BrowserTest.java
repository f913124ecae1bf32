package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.voice2text.sandbox.browser.ChatPage;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.MediaKind;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.Upload;

/// What people do in the chat.
@Tag("browser")
class BrowserTest extends BrowserCase {
  private static final String COUNT_DECODING =
      """
      window.decoded = {rates: [], now: 0, most: 0};
      const real = OfflineAudioContext.prototype.decodeAudioData;
      OfflineAudioContext.prototype.decodeAudioData = async function(bytes) {
        const it = window.decoded;
        it.rates.push(this.sampleRate);
        it.most = Math.max(it.most, ++it.now);
        try {
          return await real.call(this, bytes);
        } finally {
          it.now--;
        }
      };
      """;

  @Test
  void waitsForABotAndBeginsWithStart() throws Exception {
    page.open(sandbox.uri());
    browser.await("#waiting");
    assertThat(browser.motions()).isPositive();
    browser.reduceMotion();
    assertThat(browser.motions()).as("moves although less motion is wanted").isZero();
    assertThat(browser.text("#api-url")).isEqualTo(sandbox.uri().toString());

    bot.call("getMe", "{}");
    browser.click("#start");

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
    browser.before(COUNT_DECODING);
    openWithBot();
    byte[] sound = Recordings.wav(4);
    Arrays.fill(sound, sound.length / 2, sound.length, (byte) 0);
    assertThat(page.drop("note.wav", sound, "audio/wav")).as("offers to take the file").isTrue();
    assertThat(browser.text("dialog .rows")).startsWith("note.wav");
    browser.click("dialog input[value=voice]");
    browser.await("dialog input[name=caption]").sendKeys("Listen", Keys.ENTER);
    page.awaitMine("Listen");
    assertThat(browser.text(".voice .time")).isEqualTo("0:04");
    Message voice = last();
    assertThat(voice.media().durationSeconds()).isEqualTo(4);
    assertThat(sandbox.world().file(voice.media().fileId()).orElseThrow()).isEqualTo(sound);
    playsAndPauses();

    tell("sendChatAction", "{'chat_id':ALICE,'action':'typing'}");
    browser.await(".who-state", "is typing…");
    for (String draft :
        new String[] {"Still", "Still writing", "Still writing " + "and ".repeat(90) + "on"}) {
      tell("sendMessageDraft", "{'chat_id':ALICE,'draft_id':1,'text':'%s'}".formatted(draft));
      browser.await("#draft", draft);
      assertThat(browser.all("#draft")).hasSize(1);
      assertThat(hiddenBelow()).as("pixels of the messages below what is seen").isZero();
    }
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
    browser.click(".fold", "Show more");
    tell("editMessageText", edit.formatted(id, words + " More.", words.length()));
    browser.await(".fold", "Show less");
    assertThat(browser.all("blockquote.folded")).isEmpty();
    assertThat(browser.text(".bubble:not(.mine) .meta")).startsWith("edited");
    unfoldsShortRecordingsOneByOne();
    assertQuiet();
  }

  private void unfoldsShortRecordingsOneByOne() {
    int content = 1; // the same one would be decoded once, a readable one has its own length
    for (int seconds : new int[] {300, 301, 299, 2}) {
      Upload recording = Upload.of(MediaKind.VOICE, new byte[content++], seconds);
      sandbox.world().sendFile(last().chat(), alice, recording);
    }
    ChatPage.await("five recordings", () -> browser.all(".voice").size() == 5);
    await()
        .untilAsserted(() ->
            assertThat(browser.run("return window.decoded.rates"))
                .isEqualTo(Collections.nCopies(4, 8000L)));
    assertThat(browser.run("return window.decoded.most")).isEqualTo(1L);
  }

  /// The waveform shows that the recording is loud at first and then silent.
  private void playsAndPauses() {
    ChatPage.await(
        "the waveform", () -> bars().subList(0, 22).stream().allMatch(height -> height > 25));
    assertThat(bars().subList(22, 44)).allMatch(height -> height < 4);
    browser.click(".play");
    browser.await(".play[aria-label=Pause]");
    browser.await(".voice .time", it -> it.getText().endsWith(" / 0:04"));
    ChatPage.await("bars that were heard", () -> !browser.all(".wave .past").isEmpty());
    browser.click(".play");
    browser.await(".play[aria-label=Play]");
    assertThat(browser.all(".wave .past")).hasSizeLessThan(44);
    browser.run("document.querySelector('.seek').focus()");
    active().sendKeys(Keys.HOME);
    assertThat(browser.all(".wave .past")).isEmpty();
    assertThat(browser.text(".voice .time")).isEqualTo("0:04");
  }

  private List<Double> bars() {
    List<?> heights =
        (List<?>)
            browser.run(
                "return [...document.querySelectorAll('.wave rect')].map(it => it.getAttribute('height'))");
    return heights.stream().map(it -> Double.valueOf(it.toString())).toList();
  }

  private long hiddenBelow() {
    return (Long)
        browser.run(
            "const it = document.querySelector('#messages'); return Math.round(it.scrollHeight - it.scrollTop - it.clientHeight)");
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
    browser.click("dialog button", "Not now");
    browser.awaitGone("dialog");
    page.press("Pay ⭐️5");
    browser.click("dialog .primary");
    answerCheckout("'ok':false,'error_message':'Sold out'");
    browser.await(".pay-status", "Nothing was paid: Sold out");
    browser.click("dialog .form-foot button", "Close");
    page.press("Pay ⭐️5");
    browser.click("dialog .primary");
    answerCheckout("'ok':true");
    browser.await(".pay-status", "Paid. Thank you!");
    browser.click("dialog .form-foot button", "Close");
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
  void blocksTheBotAndLetsItInAgain() throws Exception {
    openWithBot();
    page.say("Hi");
    browser.click("#info");
    browser.click("#block");
    browser.await("#unblock");
    assertThat(
            bot.call("sendMessage", "{'chat_id':%d,'text':'x'}".formatted(alice.id()))
                .description())
        .isEqualTo("Forbidden: bot was blocked by the user");
    browser.click("#unblock");
    browser.awaitGone("#unblock");
    tell("sendMessage", "{'chat_id':ALICE,'text':'Back again'}");
    page.awaitAnswer("Back again");
    assertQuiet();
  }

  @Test
  void severalPeopleMeetInAForum() throws Exception {
    openWithBot();
    browser.click("#new-group");
    browser.await("dialog input[name=title]").sendKeys("Trip");
    browser.click("dialog select[name=type] option[value=forum]");
    browser.click("dialog .primary");
    browser.await(".who-name", "Trip");
    browser.click("#info");
    browser.await("dialog input[name=name]").sendKeys("Tickets", Keys.ENTER);
    browser.await("dialog .item", it -> it.getText().startsWith("Tickets"));
    browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
    browser.click("#topics button", "Tickets");
    page.say("Who books?");
    page.awaitMine("Who books?");

    page.become("Boris");
    browser.click("#topics button", "Tickets");
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
}
