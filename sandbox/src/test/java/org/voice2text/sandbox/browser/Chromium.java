package org.voice2text.sandbox.browser;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;

/// A real browser without a window: Debian's chromium, with a profile of its own. It loads nothing
/// by itself. Not thread-safe.
public final class Chromium implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ChromeDriver driver;
  private final BrowserLog log;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
    this.log = new BrowserLog(driver);
  }

  /// Starts it, in English and with a window of 1200 by 800. Where it is not installed the test is
  /// skipped, or fails in CI.
  ///
  /// @param folder gets the profile
  /// @param flags more flags, such as those for a pretend microphone
  public static Chromium start(Path folder, String... flags) {
    requireInstalled();
    ChromeOptions options = new ChromeOptions();
    options.setBinary(PROGRAM.toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1200,800",
        "--lang=en-GB",
        "--accept-lang=en-GB",
        "--user-data-dir=" + folder.resolve("profile"));
    options.addArguments(flags);
    options.setCapability(
        "goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL", LogType.PERFORMANCE, "ALL"));
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    return new Chromium(new ChromeDriver(service, options));
  }

  private static void requireInstalled() {
    if (!Files.isExecutable(PROGRAM) || !Files.isExecutable(DRIVER)) {
      String missing = "The browser tests need " + PROGRAM + " and " + DRIVER;
      if ("true".equals(System.getenv("CI"))) {
        fail(missing);
      }
      abort(missing);
    }
  }

  /// For what this class does not offer.
  public ChromeDriver driver() {
    return driver;
  }

  public void open(URI page) {
    driver.get(page.toString());
  }

  public void open(String page) {
    driver.get(page);
  }

  public List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /// Waits for the first visible element of a selector.
  public WebElement await(String selector) {
    return await(selector, _ -> true);
  }

  /// Waits for the first visible element of a selector whose text is this.
  public WebElement await(String selector, String text) {
    return await(selector, element -> element.getText().equals(text));
  }

  public WebElement await(String selector, Predicate<WebElement> condition) {
    return Awaitility.await(selector)
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
        .until(
            () ->
                all(selector).stream()
                    .filter(WebElement::isDisplayed)
                    .filter(condition)
                    .findFirst()
                    .orElse(null),
            Objects::nonNull);
  }

  /// Presses an element once it is there, and again its successor when it was drawn anew just then.
  public void click(String selector) {
    click(selector, WebElement::isDisplayed);
  }

  public void click(String selector, String text) {
    click(selector, element -> element.getText().equals(text));
  }

  public void click(String selector, Predicate<WebElement> condition) {
    Awaitility.await("a press of " + selector)
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
        .until(() -> {
          await(selector, condition).click();
          return true;
        });
  }

  public void awaitGone(String selector) {
    Awaitility.await("no " + selector)
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
        .until(() -> all(selector).stream().noneMatch(WebElement::isDisplayed));
  }

  public String text(String selector) {
    return Awaitility.await("the text of " + selector)
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
        .until(() -> await(selector).getText(), Objects::nonNull);
  }

  /// Runs the body of a function in the page; its arguments are `arguments[0]` and so on.
  public Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /// @param scheme what the system prefers: `dark` or `light`
  public void scheme(String scheme) {
    media("prefers-color-scheme", scheme);
  }

  public void reduceMotion() {
    media("prefers-reduced-motion", "reduce");
  }

  private void media(String feature, String value) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  public void timeZone(String id) {
    driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", id));
  }

  /// What the viewer reads, the best first; numbers and times go by it too.
  ///
  /// @param languages such as `de-DE,de,en-US`; holds for pages opened from now on
  public void languages(String languages) {
    driver.executeCdpCommand(
        "Emulation.setUserAgentOverride",
        Map.of(
            "userAgent",
            String.valueOf(run("return navigator.userAgent")),
            "acceptLanguage",
            languages));
  }

  /// Runs a script in each page that is opened from now on, before the page's own.
  public void before(String script) {
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /// Counts the event streams of pages that are opened from now on, for `streams`.
  public void countStreams() {
    before(
        """
        window.streams = [];
        window.EventSource = class extends EventSource {
          constructor(...all) { super(...all); window.streams.push(this); }
        };
        """);
  }

  /// How many event streams the page holds open; see `countStreams`.
  public long streams() {
    return (Long)
        run("return window.streams.filter(it => it.readyState !== EventSource.CLOSED).length");
  }

  /// How many things move on the page just now.
  public long motions() {
    return (Long)
        run("return document.getAnimations().filter(it => it.playState === 'running').length");
  }

  /// Lets the browser keep nothing for pages that are opened from now on, as its settings may.
  public void keepNothing() {
    before(
        """
        for (const name of ['localStorage', 'sessionStorage']) {
          Object.defineProperty(window, name, {get() { throw new DOMException('blocked', 'SecurityError'); }});
        }
        """);
  }

  /// Lets the page not be seen, as behind another tab.
  public void hide() {
    driver.manage().window().minimize();
  }

  /// Ends what `hide` has begun.
  public void unhide() {
    driver.manage().window().setSize(new Dimension(1200, 800));
  }

  /// Walks through the page by the Tab key.
  public TabWalk walk() {
    return TabWalk.through(driver);
  }

  /// A telephone with a screen 360 pixels wide.
  public void narrow() {
    driver.manage().window().setSize(new Dimension(500, 760));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 360, "height", 740, "deviceScaleFactor", 2, "mobile", true));
  }

  public void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /// By how many pixels the page is wider than the screen.
  public long overflow() {
    return ((Number) run("return document.documentElement.scrollWidth - innerWidth")).longValue();
  }

  /// What the console says from warnings on, since the start.
  public List<String> complaints() {
    return log.complaints();
  }

  /// All that was asked for over the network since the start.
  public List<URI> requests() {
    return log.requests();
  }

  /// What axe-core finds wrong with the page for people with disabilities, if it is serious or
  /// critical.
  public List<String> barriers() {
    return Axe.barriers(driver);
  }

  /// Counts the time that pages work, as the processor sees it.
  public void countWork() {
    driver.executeCdpCommand("Performance.enable", Map.of("timeDomain", "threadTicks"));
  }

  /// How long the page has worked since it was opened.
  public Duration work() {
    List<?> metrics =
        (List<?>) driver.executeCdpCommand("Performance.getMetrics", Map.of()).get("metrics");
    return metrics.stream()
        .map(metric -> (Map<?, ?>) metric)
        .filter(metric -> "TaskDuration".equals(metric.get("name")))
        .map(
            metric -> Duration.ofNanos((long) (((Number) metric.get("value")).doubleValue() * 1e9)))
        .findFirst()
        .orElseThrow();
  }

  public byte[] screenshot() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  /// Makes a picture for people to look at, beside the test reports.
  public void keep(String name) throws IOException {
    Path shots = Files.createDirectories(Path.of("target", "screenshots"));
    Files.write(shots.resolve(name + ".png"), screenshot());
  }

  @Override
  public void close() {
    driver.quit();
  }
}
