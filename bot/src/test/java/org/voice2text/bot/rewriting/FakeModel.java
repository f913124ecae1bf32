package org.voice2text.bot.rewriting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/// Plays a chat API on a real socket. Thread-safe.
public final class FakeModel implements AutoCloseable {
  public static final String KEY = "sk-secret-of-the-model";
  public static final String MODEL = "pretend/writer-1";
  private static final JsonMapper MAPPER = new JsonMapper();

  private final MockWebServer server = new MockWebServer();
  private final List<Asked> asked = new ArrayList<>();
  private final Queue<MockResponse> scripted = new ConcurrentLinkedQueue<>();
  private volatile Function<Asked, String> author = a -> "Made of " + a.data();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /// A request that arrived.
  public record Asked(JsonNode body, String authorization) {
    public JsonNode message(int i) {
      return body.path("messages").path(i);
    }

    public String instructions() {
      return message(0).path("content").asText();
    }

    /// What was given as data.
    public JsonNode data() {
      try {
        return MAPPER.readTree(message(1).path("content").asText());
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public FakeModel() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            return answer(request);
          }
        });
    try {
      server.start(InetAddress.getLoopbackAddress(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public RewriteConfig config() {
    return new RewriteConfig(
        URI.create("http://127.0.0.1:" + server.getPort() + "/v1"), KEY, MODEL);
  }

  /// Writes this from now on.
  public void writes(Function<Asked, String> text) {
    author = text;
  }

  /// Answers the next request this way.
  public void next(MockResponse response) {
    scripted.add(response);
  }

  public void next(int status, String body) {
    next(new MockResponse.Builder().code(status).body(body).build());
  }

  /// Keeps requests waiting until [#release].
  public void hold() {
    gate = new CountDownLatch(1);
  }

  public void release() {
    gate.countDown();
  }

  public List<Asked> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  /// A completion with this text.
  public static String completion(String text, String finish, String usage) {
    ObjectNode root = MAPPER.createObjectNode().put("object", "chat.completion");
    ObjectNode choice = root.putArray("choices").addObject().put("finish_reason", finish);
    choice.putObject("message").put("role", "assistant").put("content", text);
    try {
      root.set("usage", MAPPER.readTree(usage));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    return root.toString();
  }

  private MockResponse answer(RecordedRequest request) throws InterruptedException {
    Asked question;
    try {
      question =
          new Asked(
              MAPPER.readTree(request.getBody().utf8()), request.getHeaders().get("Authorization"));
    } catch (JsonProcessingException e) {
      return new MockResponse.Builder().code(400).build();
    }
    synchronized (asked) {
      asked.add(question);
    }
    gate.await();
    if (!request.getUrl().encodedPath().equals("/v1/chat/completions")) {
      return new MockResponse.Builder().code(404).build();
    }
    MockResponse next = scripted.poll();
    return next != null
        ? next
        : new MockResponse.Builder()
            .body(
                completion(
                    author.apply(question),
                    "stop",
                    "{\"prompt_tokens\": 100, \"completion_tokens\": 20, \"cost\": 0.0012}"))
            .build();
  }

  @Override
  public void close() {
    release();
    server.close();
  }
}
