package org.voice2text.exporter.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.exporter.dashboard.EventStream.Limits;
import org.voice2text.model.event.TechnicalEvent;

/// Server-sent events, over sockets and by themselves.
@Timeout(60)
class EventsTest {
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofHours(1);

  @TempDir Path folder;
  private DashboardFixture dashboard;

  @BeforeEach
  void make() {
    dashboard = new DashboardFixture(folder);
  }

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void tellsTheSummaryAtOnceAndWheneverItChanges() throws Exception {
    dashboard.limits = new Limits(2, SOON, NEVER, NEVER);
    dashboard.happened(Map.of());
    dashboard.start();
    dashboard.awaitRead();
    try (Listener listener = new Listener()) {
      assertThat(listener.response.headers().firstValue("Content-Type"))
          .contains("text/event-stream; charset=utf-8");
      assertThat(listener.next("summary")).isEqualTo(dashboard.get("/api/summary").body());

      dashboard.happened(
          Map.of(new TechnicalEvent.TranscriptStored(1, null), DashboardFixture.NOW));

      await().until(() -> listener.next("summary").contains("\"today\":{\"transcripts\":1,"));
    }
    await().until(() -> dashboard.listeners() == 0 || touch());
  }

  /// A page that went away is noticed when there is something to tell it.
  private boolean touch() {
    dashboard.happened(Map.of(new TechnicalEvent.TranscriptStored(1, null), DashboardFixture.NOW));
    return false;
  }

  @Test
  void givesSignsOfLifeWhileNothingChanges() throws Exception {
    dashboard.limits = new Limits(2, SOON, SOON, NEVER);
    dashboard.start();
    try (Listener listener = new Listener()) {
      assertThat(listener.next("beat")).isEqualTo("{}");
      assertThat(listener.next("beat")).isEqualTo("{}");
    }
    await().until(() -> dashboard.listeners() == 0);
  }

  @Test
  void refusesMoreThanItCanFeed() throws Exception {
    dashboard.limits = new Limits(1, SOON, SOON, NEVER);
    dashboard.start();
    try (Listener listener = new Listener()) {
      listener.next("summary");
      HttpResponse<String> second = dashboard.get("/api/events");

      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.headers().firstValue("Retry-After")).contains("10");
      assertThat(second.body())
          .isEqualTo(
              "{\"error\":\"At most 1 pages can listen at a time. Ask /api/summary from time to time instead.\"}");
      listener.next("beat");
    }
    await().until(() -> dashboard.listeners() == 0);
    new Listener().close();
  }

  @Test
  void cutsOffWhoDoesNotRead() throws Exception {
    AtomicLong nanos = new AtomicLong();
    Limits limits = new Limits(2, SOON, NEVER, Duration.ofSeconds(10));
    try (EventStream stream = new EventStream(() -> "{}", limits, nanos::get)) {
      CountDownLatch blocked = new CountDownLatch(1);
      List<Exception> ends = new CopyOnWriteArrayList<>();
      Thread client =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  boolean _ = stream.serve(new Stuck(blocked));
                } catch (IOException e) {
                  ends.add(e);
                }
              });
      blocked.await();
      nanos.set(Duration.ofSeconds(9).toNanos());
      await().during(Duration.ofMillis(100)).until(() -> stream.clients() == 1);
      nanos.set(Duration.ofSeconds(11).toNanos());

      client.join();
      assertThat(stream.clients()).isZero();
      assertThat(ends).hasSize(1);
    }
  }

  @Test
  void endsAllWhenItIsClosed() throws Exception {
    dashboard.limits = new Limits(2, SOON, NEVER, NEVER);
    dashboard.start();
    Listener listener = new Listener();
    listener.next("summary");

    dashboard.close();

    assertThat(listener.lines.readLine()).isNullOrEmpty();
    listener.close();
  }

  /// Takes nothing, as a socket whose other side does not read.
  private static final class Stuck extends OutputStream {
    private final CountDownLatch blocked;

    Stuck(CountDownLatch blocked) {
      this.blocked = blocked;
    }

    @Override
    public void write(int b) throws IOException {
      blocked.countDown();
      try {
        Thread.sleep(NEVER);
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
    }
  }

  private final class Listener implements AutoCloseable {
    private final HttpResponse<InputStream> response =
        dashboard.send(BodyHandlers.ofInputStream(), "GET", "/api/events");
    private final BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));

    /// The data of the next event of a name.
    String next(String event) throws IOException {
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring("event: ".length());
        } else if (line.startsWith("data: ") && name.equals(event)) {
          return line.substring("data: ".length());
        }
      }
      throw new AssertionError("The events ended");
    }

    @Override
    public void close() throws IOException {
      response.body().close();
    }
  }
}
