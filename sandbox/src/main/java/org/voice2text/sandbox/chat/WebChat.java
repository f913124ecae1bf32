package org.voice2text.sandbox.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.voice2text.sandbox.fault.Faults;
import org.voice2text.sandbox.language.Language;
import org.voice2text.sandbox.record.CallLog;
import org.voice2text.sandbox.record.Json;
import org.voice2text.sandbox.sentry.SentryInbox;
import org.voice2text.sandbox.speech.Speech;
import org.voice2text.sandbox.telegram.World;
import org.voice2text.sandbox.traffic.Traffic;

/// The web chat: its page, what the page asks and what it is told. Thread-safe.
public final class WebChat implements AutoCloseable {
  public static final int LARGEST_UPLOAD_MB = 100;

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-cache");

  private final World world;
  private final ChatActions actions;
  private final GroupActions groups;
  private final StarActions stars;
  private final TrafficPanel traffic;
  private final FaultPanel panel;
  private final SentryPanel sentry;
  private final CallLog calls;
  private final CallLog modelCalls;
  private final Broadcast broadcast = new Broadcast();

  /// @param calls of the Bot API
  /// @param modelCalls of the speech and the language API
  public WebChat(
      World world,
      Faults faults,
      Speech speech,
      Language language,
      Traffic traffic,
      SentryInbox sentry,
      CallLog calls,
      CallLog modelCalls) {
    this.world = world;
    this.actions = new ChatActions(world);
    this.groups = new GroupActions(world);
    this.stars = new StarActions(world);
    this.traffic = new TrafficPanel(traffic);
    this.panel = new FaultPanel(faults, speech, language);
    this.sentry = new SentryPanel(sentry);
    this.calls = calls;
    this.modelCalls = modelCalls;
    world.onChange(
        change -> broadcast.send(ChatJson.event(change), () -> ChatJson.change(world, change)));
    faults.onChange(() -> broadcast.send("faults", panel::state));
    calls.onCall(call -> broadcast.send("call", () -> ChatJson.call(call)));
    modelCalls.onCall(call -> broadcast.send("call", () -> ChatJson.call(call)));
    sentry.onArrival(envelope ->
        SentryPanel.items(envelope).forEach(item -> broadcast.send("sentry", () -> item)));
  }

  public void register(JavalinConfig config) {
    config.staticFiles.add(files -> {
      files.directory = "/sandbox-web";
      files.location = Location.CLASSPATH;
      files.headers = HEADERS;
    });
    RoutesConfig routes = config.routes;
    routes.exception(BadInputException.class, (e, ctx) -> refuse(ctx, e));
    routes.sse("/chat/events", broadcast::add);
    routes.get("/chat/state", ctx -> send(ctx, actions.state(ctx)));
    routes.get("/chat/messages", ctx -> send(ctx, actions.messages(ctx)));
    routes.get("/chat/calls", ctx -> send(ctx, ChatJson.calls(calls, modelCalls)));
    routes.get("/chat/sentry", ctx -> send(ctx, sentry.items()));
    routes.get("/chat/file/{id}", actions::file);
    routes.post("/chat/upload", this::upload);
    conversation(routes);
    groups(routes);
    stars(routes);
    switches(routes);
  }

  private void conversation(RoutesConfig routes) {
    post(routes, "user", actions::user);
    post(routes, "open", actions::open);
    post(routes, "commands", actions::commands);
    post(routes, "unread", actions::unread);
    post(routes, "text", actions::text);
    post(routes, "edit", actions::edit);
    post(routes, "delete", actions::delete);
    post(routes, "forward", actions::forward);
    post(routes, "press", actions::press);
    post(routes, "block", actions::block);
  }

  private void groups(RoutesConfig routes) {
    post(routes, "group", groups::create);
    post(routes, "member", groups::member);
    post(routes, "topic", groups::topic);
    post(routes, "migrate", groups::migrate);
    post(routes, "privacy", groups::privacy);
  }

  private void stars(RoutesConfig routes) {
    post(routes, "pay", stars::pay);
    post(routes, "subscription", stars::subscription);
    post(routes, "balance", stars::balance);
    routes.get("/chat/payments", ctx -> send(ctx, stars.payments()));
    routes.get("/chat/checkout", ctx -> send(ctx, stars.checkout(ctx.queryParam("id"))));
    routes.get("/chat/invoice", ctx -> send(ctx, stars.invoice(ctx.queryParam("link"))));
  }

  private void switches(RoutesConfig routes) {
    routes.get("/chat/faults", ctx -> send(ctx, panel.state()));
    routes.post("/chat/faults", ctx -> send(ctx, panel.add(body(ctx))));
    routes.delete("/chat/faults/{id}", ctx -> send(ctx, panel.remove(ctx.pathParam("id"))));
    routes.post("/chat/release", ctx -> send(ctx, panel.release()));
    routes.post("/chat/limits", ctx -> send(ctx, panel.limits(body(ctx))));
    routes.post("/chat/speech", ctx -> send(ctx, panel.speech(body(ctx))));
    routes.post("/chat/language", ctx -> send(ctx, panel.language(body(ctx))));
    routes.get("/chat/traffic", ctx -> send(ctx, traffic.state()));
    post(routes, "server", this::server);
    post(routes, "traffic", traffic::start);
    routes.delete("/chat/traffic", ctx -> send(ctx, traffic.stop()));
  }

  private static void post(
      RoutesConfig routes, String path, Function<ObjectNode, JsonNode> action) {
    routes.post("/chat/" + path, ctx -> send(ctx, action.apply(body(ctx))));
  }

  /// Reads also what it refuses, to the end: who is cut off while sending sees no answer.
  private void upload(Context ctx) throws IOException {
    if (ctx.contentLength() > LARGEST_UPLOAD_MB << 20) {
      long _ = ctx.bodyInputStream().transferTo(OutputStream.nullOutputStream());
      ctx.status(413);
      send(
          ctx,
          Json.object()
              .put(
                  "error",
                  "a file, with what is sent along, has at most 100 MB; send a smaller one"));
      return;
    }
    send(ctx, actions.upload(ctx));
  }

  /// `folder` makes the Bot API server a self-hosted one that keeps its files there; without it, it
  /// is Telegram's own.
  private JsonNode server(ObjectNode body) {
    String folder = body.path("folder").asText("");
    try {
      world.serveLocally(folder.isEmpty() ? null : Path.of(folder).toAbsolutePath());
    } catch (InvalidPathException e) {
      throw new BadInputException("the folder must be a path");
    }
    return Json.object().put("local", world.isLocal());
  }

  private static ObjectNode body(Context ctx) {
    try {
      if (ctx.isJson() && Json.read(ctx.bodyAsBytes()) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw new BadInputException("the body is not JSON");
    }
    throw new BadInputException("the body must be a JSON object");
  }

  private static void refuse(Context ctx, BadInputException e) {
    ctx.status(400);
    send(ctx, Json.object().put("error", e.getMessage()));
  }

  private static void send(Context ctx, JsonNode body) {
    ctx.contentType("application/json")
        .header("Cache-Control", "no-store")
        .result(Json.bytes(body));
  }

  @Override
  public void close() {
    broadcast.close();
  }
}
