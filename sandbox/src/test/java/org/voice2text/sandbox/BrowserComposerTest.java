package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.voice2text.sandbox.browser.ChatPage;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.User;

/// What is written, recorded and attached, and what it answers.
@Tag("browser")
class BrowserComposerTest extends BrowserCase {
  private static final String COUNT_MICROPHONES =
      """
      window.tracks = [];
      const real = MediaDevices.prototype.getUserMedia;
      MediaDevices.prototype.getUserMedia = async function(wanted) {
        const stream = await real.call(this, wanted);
        window.tracks.push(...stream.getTracks());
        return stream;
      };
      """;
  private static final String FAIL_SECOND_UPLOAD =
      """
      const real = window.fetch;
      let uploads = 0;
      window.fetch = (path, ...more) => path === '/chat/upload' && ++uploads === 2
        ? Promise.reject(new TypeError('Failed to fetch')) : real(path, ...more);
      """;

  @Test
  void editsRepliesForwardsAndDeletes() throws Exception {
    User boris = sandbox.world().boris();
    Chat group =
        sandbox.world().addGroup(Chat.Type.SUPERGROUP, "Friends", 42, List.of(alice, boris));
    browser.before(COUNT_MICROPHONES);
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
    keepsInMindWhatIsAnsweredOrChanged();
    recordsOnWhateverElseIsDone();
    sendsTheRestAfterAFailure();

    page.choose("Hello", "Forward");
    browser.click("dialog .row", "F\nFriends");
    browser.await(".who-name", "Friends");
    browser.await(".origin", "Forwarded from Alice");
    assertThat(lastUpdate().at("/message/forward_origin/sender_user/id").asLong())
        .isEqualTo(alice.id());
    assertThat(sandbox.world().messages(group)).hasSize(1);
    assertQuiet();
  }

  private void keepsInMindWhatIsAnsweredOrChanged() {
    page.choose("Hello", "Reply");
    browser.click("#language", "Русский");
    browser.await(".context-text", "Ответ: Вы\nHello");
    page.say("In any language");
    page.awaitMine("In any language");
    assertThat(last().replyTo()).isEqualTo(1);
    browser.click("#language", "English");

    page.choose("In any language", "Reply");
    sandbox.world().deleteMessage(last().chat(), last().id());
    browser.awaitGone(".context-text");

    page.choose("Hello", "Edit");
    browser.await("#text").sendKeys(" there");
    browser.click("#language", "Русский");
    browser.await(".context-text", "Изменение сообщения\nHello");
    page.openChat("Friends");
    browser.awaitGone(".context-text");
    assertThat(written()).isEmpty();
    page.openChat("Voice2Text");
    browser.await(".context-text", "Изменение сообщения\nHello");
    assertThat(written()).isEqualTo("Hello there");
    browser.click("#language", "English");
    browser.await("#text").sendKeys(Keys.ENTER);
    page.awaitMine("Hello there");
    assertThat(browser.all(".bubble")).hasSize(1);
  }

  private String written() {
    return String.valueOf(browser.run("return document.querySelector('#text').value"));
  }

  private void recordsOnWhateverElseIsDone() {
    page.say("Another");
    page.awaitMine("Another");
    page.choose("Hello there", "Reply");
    browser.click("#record");
    browser.await(".rec-time");
    browser.click("[aria-label='Discard the recording']");
    browser.await(".context-text", "Reply to You\nHello there");
    browser.click("#record");
    browser.await(".rec-time");
    browser.click("#language", "Русский");
    browser.await("#language", "English");
    assertThat(browser.all("#record")).noneMatch(WebElement::isDisplayed);
    browser.click("#language", "English");
    page.choose("Another", "Reply");
    browser.await(".rec-time", it -> !it.getText().equals("0:00"));
    assertThat(browser.all("#text")).noneMatch(WebElement::isDisplayed);
    assertThat(openMicrophones()).isEqualTo(1);
    browser.click("#send-recording");
    browser.await(".voice");
    assertThat(last().replyTo()).isEqualTo(1);
    assertThat(openMicrophones()).isZero();
    browser.click("#context-close");
  }

  private long openMicrophones() {
    return (Long) browser.run("return window.tracks.filter(it => it.readyState === 'live').length");
  }

  private void sendsTheRestAfterAFailure() throws IOException {
    Path huge = folder.resolve("film.bin");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(100_000_001);
    }
    attach(huge);
    browser.click("dialog .primary");
    browser.await(".form-error", "film.bin is larger than 100 MB");
    browser.click("dialog .form-foot button", "Cancel");

    page.choose("Another", "Reply");
    Path first = Files.write(folder.resolve("a.bin"), new byte[3]);
    Path second = Files.write(folder.resolve("b.bin"), new byte[3]);
    attach(first, second);
    browser.await("dialog input[name=caption]").sendKeys("Both");
    browser.run(FAIL_SECOND_UPLOAD);
    browser.click("dialog .primary");
    browser.await(".form-error", "The sandbox cannot be reached");
    browser.await("dialog .rows", it -> it.getText().startsWith("b.bin"));
    browser.click("dialog .primary");
    browser.awaitGone("dialog");
    ChatPage.await("both files", () -> browser.all(".file").size() == 2);
    List<Message> messages = sandbox.world().messages(last().chat());
    Message before = messages.get(messages.size() - 2);
    assertThat(before.text()).isEqualTo("Both");
    assertThat(before.replyTo()).isEqualTo(4);
    assertThat(last().text()).isEmpty();
    assertThat(last().replyTo()).isNull();
  }

  private void attach(Path... files) {
    String all = Stream.of(files).map(Path::toString).collect(Collectors.joining("\n"));
    browser.all("#file").getFirst().sendKeys(all);
    browser.await("dialog .rows");
  }
}
