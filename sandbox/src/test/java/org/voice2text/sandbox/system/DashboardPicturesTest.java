package org.voice2text.sandbox.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.sandbox.browser.Chromium;
import org.voice2text.sandbox.stage.Stage;
import org.voice2text.sandbox.traffic.TrafficPlan;

/// Makes the pictures of the dashboard: a month that was written, and traffic of now; `make
/// screenshots`.
@Tag("pictures")
final class DashboardPicturesTest {
  private static final int WIDTH = 1280;

  @TempDir private Path folder;

  @Test
  void showsAMonthAndTheTrafficOfNow() throws Exception {
    try (Scene scene = new Scene(folder.resolve("stage"))) {
      Files.createDirectories(scene.stage.data());
      PretendMonth.write(scene.stage.database(), Instant.now(), ZoneId.systemDefault());
      scene.stage.with("USD_RUB", "90").with("WORKERS", "4");
      scene.startExporter();
      scene.startBot();
      scene.sandbox.traffic().start(TrafficPlan.of(25, 1).to(Stage.BOT_ID));
      try (Chromium browser = Chromium.start(folder, "--hide-scrollbars")) {
        browser.size(WIDTH, 960);
        browser.open(scene.dashboard() + "?range=7d");
        browser.await("#charts[data-shown='7d']");
        scene.awaitUntil(
            "people online", () -> Integer.parseInt(browser.text("#card-online .value")) >= 12);
        picture(browser, "dashboard");
        browser.scheme("dark");
        browser.open(scene.dashboard() + "?range=30d");
        browser.await("#charts[data-shown='30d']");
        browser.await("#bot[data-state=live]");
        picture(browser, "dashboard-dark");
      }
      scene.sandbox.traffic().stop();
    }
  }

  /// Of the whole page, however long it is.
  private static void picture(Chromium browser, String name) throws IOException {
    browser.size(WIDTH, 960);
    browser.await("#errors tbody tr, #errors .quiet");
    Number height = (Number) browser.run("return document.documentElement.scrollHeight");
    browser.size(WIDTH, height.intValue());
    // The charts are drawn anew before the next frame but one.
    browser.run(
        "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))");
    Picture.keep(browser, name);
  }
}
