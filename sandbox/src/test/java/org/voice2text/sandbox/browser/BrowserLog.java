package org.voice2text.sandbox.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/// What a browser has logged so far. The browser forgets what it was asked for once; this does not.
/// Not thread-safe.
final class BrowserLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChromeDriver driver;
  private final List<String> complaints = new ArrayList<>();
  private final List<URI> requests = new ArrayList<>();

  BrowserLog(ChromeDriver driver) {
    this.driver = driver;
  }

  /// Messages of the console from warnings on, among them requests that failed.
  List<String> complaints() {
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        complaints.add(entry.toString());
      }
    }
    return List.copyOf(complaints);
  }

  /// What was asked for over HTTP; pages that the browser has inside are none.
  List<URI> requests() {
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = parse(entry.getMessage()).path("message");
      String url = message.at("/params/request/url").asText();
      if (message.path("method").asText().equals("Network.requestWillBeSent")
          && url.startsWith("http")) {
        requests.add(URI.create(url));
      }
    }
    return List.copyOf(requests);
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The browser logged no JSON: " + text, e);
    }
  }
}
