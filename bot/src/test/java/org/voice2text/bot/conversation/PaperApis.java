package org.voice2text.bot.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.voice2text.bot.rewriting.FakeModel;
import org.voice2text.bot.telegram.FakeTelegram;

/// Plays the Bot API and a language model inside the HTTP client, without sockets, for tests of
/// very many updates. Every call succeeds, except that the model refuses one in ten. Thread-safe.
final class PaperApis implements Interceptor {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final MediaType JSON = MediaType.get("application/json");
  private static final String USAGE = "{\"prompt_tokens\": 100, \"completion_tokens\": 20}";

  private final Set<Long> administrators;
  private final List<Call> calls = new ArrayList<>();
  private int lastMessage = 1_000_000;
  private final AtomicInteger asked = new AtomicInteger();

  /// What the last bill said that was written; empty before.
  private String payload = "";

  private int price;

  PaperApis(Set<Long> administrators) {
    this.administrators = Set.copyOf(administrators);
  }

  /// A call of the Bot API.
  ///
  /// @param body missing for a form
  record Call(String method, JsonNode body) {}

  OkHttpClient client() {
    return new OkHttpClient.Builder().addInterceptor(this).build();
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    String path = request.url().encodedPath();
    if (path.endsWith("/chat/completions")) {
      return asked.incrementAndGet() % 10 == 0
          ? response(request, 400, "{\"error\": {\"message\": \"no\"}}")
          : response(request, 200, FakeModel.completion("# Made\n- one\n- two", "stop", USAGE));
    }
    String method = path.substring(path.lastIndexOf('/') + 1);
    return response(
        request, 200, "{\"ok\": true, \"result\": %s}".formatted(call(method, body(request))));
  }

  private synchronized String call(String method, JsonNode body) {
    calls.add(new Call(method, body));
    return switch (method.toLowerCase(Locale.ROOT)) {
      case "sendmessage", "senddocument", "editmessagetext", "editmessagereplymarkup" -> message();
      case "sendinvoice" -> {
        bill(body);
        yield message();
      }
      case "createinvoicelink" -> {
        bill(body);
        yield "\"https://t.me/$x\"";
      }
      case "copymessage" -> "{\"message_id\": %d}".formatted(++lastMessage);
      case "getme" ->
          """
          {"id": %d, "is_bot": true, "first_name": "Bot", "username": "OurBot",
            "can_read_all_group_messages": true}
          """
              .formatted(FakeTelegram.BOT);
      case "getchatmember" ->
          """
          {"status": "%s", "is_anonymous": false, "until_date": 0,
            "user": {"id": 1, "is_bot": false, "first_name": "A"}}
          """
              .formatted(
                  administrators.contains(body.path("user_id").asLong()) ? "creator" : "member");
      default -> "true";
    };
  }

  private String message() {
    return """
    {"message_id": %d, "date": 1793527200, "chat": {"id": 42, "type": "private"}, "text": "x"}
    """
        .formatted(++lastMessage);
  }

  private void bill(JsonNode body) {
    payload = body.path("payload").asText();
    price = body.path("prices").path(0).path("amount").asInt();
  }

  synchronized String payload() {
    return payload;
  }

  synchronized int price() {
    return price;
  }

  /// The calls since this was asked last.
  synchronized List<Call> drain() {
    List<Call> all = List.copyOf(calls);
    calls.clear();
    return all;
  }

  private static JsonNode body(Request request) throws IOException {
    Buffer buffer = new Buffer();
    if (request.body() != null) {
      request.body().writeTo(buffer);
    }
    String text = buffer.readUtf8();
    return text.startsWith("{") ? MAPPER.readTree(text) : MAPPER.missingNode();
  }

  private static Response response(Request request, int code, String json) {
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(code)
        .message("")
        .body(ResponseBody.create(json, JSON))
        .build();
  }
}
