package org.voice2text.bot.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/// Plays the Bot API on a real socket: updates by offset, messages, files, and whatever answer a
/// test wants instead. Thread-safe.
public final class FakeTelegram implements AutoCloseable {
  public static final String TOKEN = "123456789:AAFthisIsNotARealTokenAtAll_0123";
  public static final long BOT = 123_456_789;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// A call that arrived.
  ///
  /// @param at by the clock of `System.nanoTime`
  public record Call(String method, JsonNode body, long at) {
    public String text() {
      return body.path("text").asText();
    }
  }

  private final MockWebServer server = new MockWebServer();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeMap<Long, String> updates = new TreeMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final Map<String, Queue<MockResponse>> scripted = new HashMap<>();
  private final Map<String, MockResponse> files = new HashMap<>();
  private final TreeMap<Integer, String> messages = new TreeMap<>();
  private final Map<Integer, JsonNode> keyboards = new HashMap<>();
  private LongConsumer onOffset = _ -> {};
  private final Set<Long> administrators = new HashSet<>();
  private boolean readsGroups;
  private String name = "OurBot";
  private int lastMessage = 1000;

  public FakeTelegram() {
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

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  public static BotToken token() {
    return BotToken.parse(TOKEN);
  }

  /// Adds an update; its JSON may be damaged on purpose.
  public void update(long id, String json) {
    change(() -> updates.put(id, json));
  }

  /// A message in a private chat, with whatever it holds.
  public static String message(long updateId, long chat, String content) {
    return """
    {"update_id": %d, "message": {"message_id": %d, "date": 1793527200,
      "chat": {"id": %d, "type": "private"},
      "from": {"id": %d, "is_bot": false, "first_name": "A", "language_code": "en"}, %s}}
    """
        .formatted(updateId, updateId + 500, chat, chat, content);
  }

  /// Answers the next call of a method this way.
  public void next(String method, MockResponse response) {
    change(() -> scripted.computeIfAbsent(method, _ -> new ArrayDeque<>()).add(response));
  }

  public void next(String method, int code, String description) {
    next(method, error(code, description, ""));
  }

  /// What a caller of this package gets to see for an error answer.
  public static TelegramException failure(int code, String description, Integer retryAfter) {
    return TelegramException.answered("sendMessage", code, description, retryAfter);
  }

  public static MockResponse error(int code, String description, String more) {
    return json(
        code,
        "{\"ok\": false, \"error_code\": %d, \"description\": \"%s\"%s}"
            .formatted(code, description, more));
  }

  public static MockResponse tooManyRequests(int seconds) {
    return error(
        429,
        "Too Many Requests: retry after " + seconds,
        ", \"parameters\": {\"retry_after\": %d}".formatted(seconds));
  }

  public static MockResponse json(int code, String body) {
    return new MockResponse.Builder()
        .code(code)
        .setHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }

  /// @param more fields, beginning with a comma
  public static MockResponse webhookInfo(String url, int waiting, String more) {
    return json(
        200,
        """
        {"ok": true, "result": {"url": "%s", "has_custom_certificate": false,
          "pending_update_count": %d%s}}
        """
            .formatted(url, waiting, more));
  }

  public static MockResponse html(int code) {
    return new MockResponse.Builder().code(code).body("<html>Bad Gateway</html>").build();
  }

  public static MockResponse cut() {
    return new MockResponse.Builder()
        .onResponseStart(new SocketEffect.CloseSocket(true, true, true))
        .build();
  }

  public void file(String path, byte[] bytes) {
    file(path, new MockResponse.Builder().body(new Buffer().write(bytes)).build());
  }

  public void file(String path, MockResponse response) {
    change(() -> files.put(path, response));
  }

  /// Is told of each offset before the call is answered; what it throws becomes a 500.
  public void onOffset(LongConsumer consumer) {
    change(() -> onOffset = consumer);
  }

  /// Makes a person an administrator of every group.
  public void promote(long userId) {
    change(() -> administrators.add(userId));
  }

  /// Takes an administrator's rights away.
  public void dismiss(long userId) {
    change(() -> administrators.remove(userId));
  }

  /// The bot goes by another name.
  public void rename(String to) {
    change(() -> name = to);
  }

  /// Turns privacy mode off.
  public void readsGroups() {
    change(() -> readsGroups = true);
  }

  /// A person deletes a message.
  public void delete(int messageId) {
    change(() -> messages.remove(messageId));
  }

  /// The messages there are, by id.
  public Map<Integer, String> messages() {
    lock.lock();
    try {
      return new TreeMap<>(messages);
    } finally {
      lock.unlock();
    }
  }

  /// The buttons under a message as `text>data`, row by row.
  public List<String> buttons(int messageId) {
    lock.lock();
    try {
      List<String> buttons = new ArrayList<>();
      for (JsonNode row :
          keyboards.getOrDefault(messageId, MAPPER.missingNode()).path("inline_keyboard")) {
        row.forEach(
            b -> buttons.add(b.path("text").asText() + ">" + b.path("callback_data").asText()));
      }
      return buttons;
    } finally {
      lock.unlock();
    }
  }

  public List<Call> calls(String method) {
    lock.lock();
    try {
      return calls.stream().filter(c -> c.method().equals(method)).toList();
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private MockResponse answer(RecordedRequest request) throws InterruptedException {
    List<String> path = request.getUrl().pathSegments();
    lock.lock();
    try {
      if (path.getFirst().equals("file")) {
        String file = String.join("/", path.subList(2, path.size()));
        return files.getOrDefault(file, error(404, "Not Found", ""));
      }
      String method = TelegramCalls.name(path.getLast());
      JsonNode body = body(request);
      calls.add(new Call(method, body, System.nanoTime()));
      changed.signalAll();
      if (!path.getFirst().equals("bot" + TOKEN)) {
        return error(401, "Unauthorized", "");
      }
      if (method.equals("getUpdates")) {
        onOffset.accept(body.path("offset").asLong());
      }
      Queue<MockResponse> answers = scripted.getOrDefault(method, new ArrayDeque<>());
      return answers.isEmpty() ? answer(method, body) : answers.remove();
    } catch (RuntimeException | AssertionError e) {
      return error(500, e.getClass().getSimpleName(), "");
    } finally {
      lock.unlock();
    }
  }

  /// A form is kept as text.
  private static JsonNode body(RecordedRequest request) {
    String text = request.getBody() == null ? "{}" : request.getBody().utf8();
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MAPPER.getNodeFactory().textNode(text);
    }
  }

  private MockResponse answer(String method, JsonNode body) throws InterruptedException {
    return switch (method) {
      case "getUpdates" -> getUpdates(body);
      case "sendMessage" -> {
        if (body.path("text").asText().isBlank()) {
          yield error(400, "Bad Request: message text is empty", "");
        }
        messages.put(++lastMessage, body.path("text").asText());
        keyboards.put(lastMessage, body.path("reply_markup"));
        yield ok(message(lastMessage, body));
      }
      case "copyMessage" -> {
        messages.put(++lastMessage, "[copy of " + body.path("message_id").asInt() + "]");
        yield ok(MAPPER.createObjectNode().put("message_id", lastMessage));
      }
      case "editMessageText" -> edit(body, body.path("text").asText());
      case "editMessageReplyMarkup" -> edit(body, messages.get(body.path("message_id").asInt()));
      case "createInvoiceLink" ->
          ok(MAPPER.getNodeFactory().textNode("https://t.me/$" + body.path("payload").asText()));
      case "sendInvoice" -> {
        messages.put(++lastMessage, "[bill]");
        yield ok(message(lastMessage, body));
      }
      case "deleteMessage" -> {
        boolean there = messages.remove(body.path("message_id").asInt()) != null;
        yield there
            ? ok(MAPPER.getNodeFactory().booleanNode(true))
            : error(400, "Bad Request: message to delete not found", "");
      }
      case "sendDocument" -> {
        messages.put(++lastMessage, "[file]");
        yield ok(message(lastMessage, body));
      }
      case "getMe" ->
          json(
              200,
              """
              {"ok": true, "result": {"id": %d, "is_bot": true, "first_name": "Bot",
                "username": "%s", "can_read_all_group_messages": %b}}
              """
                  .formatted(BOT, name, readsGroups));
      case "getWebhookInfo" -> webhookInfo("https://bot.example/telegram/" + BOT, 0, "");
      case "getChatMember" ->
          json(
              200,
              """
              {"ok": true, "result": {"status": "%s", "is_anonymous": false, "until_date": 0,
                "user": {"id": %d, "is_bot": false, "first_name": "A"}}}
              """
                  .formatted(
                      administrators.contains(body.path("user_id").asLong()) ? "creator" : "member",
                      body.path("user_id").asLong()));
      case "getFile" -> {
        String id = body.path("file_id").asText();
        yield ok(
            MAPPER
                .createObjectNode()
                .put("file_id", id)
                .put("file_unique_id", "u")
                .put("file_path", id));
      }
      default -> ok(MAPPER.getNodeFactory().booleanNode(true));
    };
  }

  private MockResponse edit(JsonNode body, String text) {
    int id = body.path("message_id").asInt();
    if (!messages.containsKey(id)) {
      return error(400, "Bad Request: message to edit not found", "");
    }
    JsonNode keyboard = body.path("reply_markup");
    boolean sameText = text.equals(messages.put(id, text));
    if (keyboard.equals(keyboards.put(id, keyboard)) && sameText) {
      return error(400, "Bad Request: message is not modified: specified new ...", "");
    }
    return ok(message(id, body));
  }

  /// Long polling, shortened.
  private MockResponse getUpdates(JsonNode body) throws InterruptedException {
    long offset = body.path("offset").asLong();
    updates.headMap(offset).clear();
    long end = System.nanoTime() + (body.path("timeout").asInt() > 0 ? POLL.toNanos() : 0);
    while (updates.isEmpty() && System.nanoTime() < end) {
      long _ = changed.awaitNanos(end - System.nanoTime());
    }
    return json(200, "{\"ok\": true, \"result\": [" + String.join(",", updates.values()) + "]}");
  }

  private static ObjectNode message(int id, JsonNode body) {
    ObjectNode message = MAPPER.createObjectNode().put("message_id", id).put("date", 1793527200);
    message.putObject("chat").put("id", body.path("chat_id").asLong()).put("type", "private");
    return message.put("text", body.path("text").asText());
  }

  private static MockResponse ok(JsonNode result) {
    return json(200, MAPPER.createObjectNode().put("ok", true).set("result", result).toString());
  }

  @Override
  public void close() {
    server.close();
  }
}
