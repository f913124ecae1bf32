package org.voice2text.sandbox.browser;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// The web chat as a person uses it. Not thread-safe.
public final class ChatPage {
  private static final String LAST_BUTTON =
      """
      const found = [...document.querySelectorAll('.keyboard button, .keyboard a')]
        .filter(it => it.textContent.trim() === arguments[0] && it.getAttribute('aria-busy') !== 'true').at(-1);
      if (!found) return false;
      found.scrollIntoView({block: 'center'});
      found.click();
      return true;
      """;
  private static final String OPEN_MENU =
      """
      const found = [...document.querySelectorAll('.bubble')].filter(it => it.textContent.includes(arguments[0])).at(-1);
      if (!found) return false;
      found.querySelector('.more').click();
      return true;
      """;

  private static final String DRAG =
      """
      const bytes = Uint8Array.from(atob(arguments[1]), it => it.charCodeAt(0));
      const dragged = new DataTransfer();
      dragged.items.add(new File([bytes], arguments[0], {type: arguments[2]}));
      const happen = name => document.querySelector('#messages')
        .dispatchEvent(new DragEvent(name, {dataTransfer: dragged, bubbles: true, cancelable: true}));
      happen('dragover');
      const offered = !document.querySelector('#drop').hidden;
      happen('drop');
      return offered;
      """;

  private final Chromium browser;

  public ChatPage(Chromium browser) {
    this.browser = browser;
  }

  public ChatPage open(URI sandbox) {
    browser.open(sandbox);
    return this;
  }

  /// Writes into the open chat.
  public void say(String text) {
    browser.await("#text").sendKeys(text, Keys.ENTER);
  }

  /// Waits for a message of the bot or of others that says this and nothing else.
  public WebElement awaitAnswer(String text) {
    return browser.await(".bubble:not(.mine, .draft) .text", text);
  }

  /// Waits for a message of one's own.
  public WebElement awaitMine(String text) {
    return browser.await(".bubble.mine .text", text);
  }

  /// Presses the last button of that name under a message, once it is there.
  public void press(String label) {
    await("the button " + label, () -> (Boolean) browser.run(LAST_BUTTON, label));
  }

  public void awaitButton(String label) {
    browser.await(".keyboard button", label);
  }

  public List<String> buttons() {
    return browser.all(".bubble:last-of-type .keyboard button").stream()
        .map(WebElement::getText)
        .toList();
  }

  /// Chooses from the menu of the last message that contains this.
  public void choose(String message, String action) {
    await("the message " + message, () -> (Boolean) browser.run(OPEN_MENU, message));
    browser.click("[role=menuitem]", action);
  }

  /// Attaches a file and sends it as a kind: `voice`, `audio`, `video_note`, `video`, `document`.
  public void attach(Path file, String kind, String caption) {
    browser.await("#attach");
    browser.all("#file").getFirst().sendKeys(file.toAbsolutePath().toString());
    browser.click("dialog input[value=" + kind + "]");
    browser.await("dialog input[name=caption]").sendKeys(caption);
    browser.click("dialog .primary");
    browser.awaitGone("dialog");
  }

  /// Drags a file onto the messages and lets go of it there; the page then asks as what to send it.
  ///
  /// @return whether the page said meanwhile that it takes files
  public boolean drop(String name, byte[] content, String type) {
    String text = Base64.getEncoder().encodeToString(content);
    return (Boolean) browser.run(DRAG, name, text, type);
  }

  /// Opens a chat from the list.
  public void openChat(String title) {
    browser.click(".chat-name", title);
    browser.await(".who-name", title);
  }

  /// From now on I am somebody else.
  public void become(String name) {
    browser.click(".person", it -> it.getText().contains(name));
    browser.await(".person[aria-pressed=true]", it -> it.getText().contains(name));
  }

  public void tab(String name) {
    browser.click("#open-" + name);
  }

  public static void await(String what, java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await(what).atMost(Duration.ofSeconds(20)).until(condition);
  }
}
