package org.voice2text.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.sandbox.fault.Fault;
import org.voice2text.sandbox.fault.Faults;
import org.voice2text.sandbox.fault.FaultyExchange;
import org.voice2text.sandbox.fault.Reply;
import org.voice2text.sandbox.fault.Target;
import org.voice2text.sandbox.record.CallLog;
import org.voice2text.sandbox.record.Json;

/// The Bot API over HTTP: finds the bot by its token, applies faults, calls the method, records the
/// call. A token is looked at and forgotten. Thread-safe.
public final class BotApi {
  private static final Logger LOG = LoggerFactory.getLogger(BotApi.class);
  private static final Pattern TOKEN = Pattern.compile("(\\d{1,15}):[A-Za-z0-9_-]+");

  private final WorldState state;
  private final Faults faults;
  private final CallLog calls;
  private final InstantSource clock;
  private final FaultyExchange exchange;
  private final Map<String, ApiMethod> methods = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, String> names = new TreeMap<>();

  /// A call that has no answer yet.
  ///
  /// @param nanos when it came, of {@link System#nanoTime()}
  private record Begun(long botId, String method, ObjectNode params, long nanos) {}

  public BotApi(World world, Faults faults, CallLog calls, InstantSource clock) {
    this.state = world.state();
    this.faults = faults;
    this.calls = calls;
    this.clock = clock;
    this.exchange = new FaultyExchange(faults, BotApi::errorShape);
    new UpdateMethods(state, this::beforeDelivery).register(methods);
    RateLimits limits = new RateLimits(clock);
    SendMethods sending = new SendMethods(state, limits, faults::limits);
    sending.register(methods);
    new StarMethods(state, sending).register(methods);
    new EditMethods(state, limits, faults::limits).register(methods);
    new DraftMethods(state).register(methods);
    new AccountMethods(state).register(methods);
    new ChatMethods(state).register(methods);
    new CommandMethods(state).register(methods);
    methods.keySet().forEach(name -> names.put(name.toLowerCase(Locale.ROOT), name));
  }

  public void register(RoutesConfig routes) {
    routes.get("/bot{token}/{method}", this::handle);
    routes.post("/bot{token}/{method}", this::handle);
    routes.get("/file/bot{token}/<path>", this::download);
  }

  private void handle(Context ctx) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    String given = ctx.pathParam("method");
    String method = names.getOrDefault(given.toLowerCase(Locale.ROOT), given);
    @Nullable BotAccount bot = authorise(ctx.pathParam("token"));
    if (bot == null) {
      finish(ctx, new Begun(0, method, Json.object(), begin), error(ApiException.unauthorized()));
      return;
    }
    Params params;
    try {
      params = Params.read(ctx);
    } catch (ApiException e) {
      finish(ctx, new Begun(bot.user.id(), method, Json.object(), begin), error(e));
      return;
    }
    Begun call = new Begun(bot.user.id(), method, params.shown(), begin);
    Optional<Fault> fault = faults.take(Target.TELEGRAM, method);
    fault.ifPresent(it -> prepare(bot, it));
    if (fault.isPresent()) {
      exchange.answer(
          ctx, fault.get(), () -> call(bot, method, params), reply -> record(call, reply));
    } else {
      finish(ctx, call, call(bot, method, params));
    }
  }

  private @Nullable BotAccount authorise(String token) {
    Matcher matcher = TOKEN.matcher(token);
    if (!matcher.matches()) {
      return null;
    }
    synchronized (state) {
      BotAccount bot = state.bot(Long.parseLong(matcher.group(1)));
      if (bot.revoked) {
        return null;
      }
      if (!bot.hasCalled) {
        bot.hasCalled = true;
        state.emit(new WorldChange.DirectoryChanged());
      }
      return bot;
    }
  }

  private static void prepare(BotAccount bot, Fault fault) {
    if (fault instanceof Fault.RepeatedUpdates) {
      bot.queue.repeatConfirmed();
    } else if (fault instanceof Fault.UnparsableUpdate) {
      bot.queue.addUnparsable();
    }
  }

  private void beforeDelivery(BotAccount bot) {
    faults.take(Target.TELEGRAM, Faults.WEBHOOK).ifPresent(fault -> prepare(bot, fault));
  }

  private Reply call(BotAccount bot, String name, Params params) {
    @Nullable ApiMethod method = methods.get(name);
    try {
      if (method == null) {
        throw ApiException.notFound(": method not found");
      }
      JsonNode result = run(name, method, bot, params);
      return Reply.json(200, Json.object().put("ok", true).set("result", result));
    } catch (ApiException e) {
      return error(e);
    } catch (RuntimeException | AssertionError e) {
      LOG.error("The sandbox failed in {}", name, e);
      return errorShape(500, OptionalInt.empty());
    }
  }

  private JsonNode run(String name, ApiMethod method, BotAccount bot, Params params) {
    if (name.equals("getUpdates")) {
      return method.call(bot, params);
    }
    synchronized (state) {
      return method.call(bot, params);
    }
  }

  private void download(Context ctx) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    @Nullable BotAccount bot = authorise(ctx.pathParam("token"));
    String path = ctx.pathParam("path");
    ObjectNode params = Json.object().put("file_path", path);
    Begun call = new Begun(bot == null ? 0 : bot.user.id(), "file", params, begin);
    if (bot == null) {
      finish(ctx, call, error(ApiException.unauthorized()));
      return;
    }
    Optional<Fault> fault = faults.take(Target.FILES, "file");
    if (fault.isPresent()) {
      exchange.answer(ctx, fault.get(), () -> file(path), reply -> record(call, reply));
    } else {
      finish(ctx, call, file(path));
    }
  }

  private Reply file(String path) {
    synchronized (state) {
      return state
          .files
          .byPath(path)
          .filter(_ -> state.localFolder == null)
          .map(file -> new Reply(200, "application/octet-stream", Map.of(), file.content()))
          .orElseGet(() -> error(ApiException.notFound("")));
    }
  }

  private void finish(Context ctx, Begun call, Reply reply) {
    record(call, Optional.of(reply));
    reply.writeTo(ctx);
  }

  private void record(Begun call, Optional<Reply> reply) {
    calls.add(
        new CallLog.Call(
            clock.instant(),
            "telegram",
            call.botId(),
            call.method(),
            call.params(),
            reply.map(Reply::status).orElse(0),
            Duration.ofNanos(System.nanoTime() - call.nanos()),
            reply.map(Reply::shown).orElse("")));
  }

  private static Reply error(ApiException e) {
    ObjectNode body = body(e.code(), e.getMessage());
    if (!e.parameters().isEmpty()) {
      body.set("parameters", e.parameters());
    }
    return Reply.json(e.code(), body);
  }

  private static Reply errorShape(int status, OptionalInt retryAfter) {
    if (retryAfter.isPresent()) {
      return error(ApiException.tooManyRequests(retryAfter.getAsInt()));
    }
    String description =
        switch (status) {
          case 401 -> "Unauthorized";
          case 403 -> "Forbidden";
          case 404 -> "Not Found: method not found";
          case 429 -> "Too Many Requests";
          case 500 -> "Internal Server Error";
          case 502 -> "Bad Gateway";
          case 503 -> "Service Unavailable";
          case 504 -> "Gateway Timeout";
          default -> "Error";
        };
    return Reply.json(status, body(status, description));
  }

  private static ObjectNode body(int code, @Nullable String description) {
    return Json.object().put("ok", false).put("error_code", code).put("description", description);
  }

  /// Ends waiting polls and webhook deliveries.
  public void close() {
    state.close();
  }
}
