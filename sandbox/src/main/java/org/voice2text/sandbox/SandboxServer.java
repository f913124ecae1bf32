package org.voice2text.sandbox;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.StartupException;
import org.voice2text.sandbox.chat.WebChat;
import org.voice2text.sandbox.fault.Faults;
import org.voice2text.sandbox.language.Language;
import org.voice2text.sandbox.openai.OpenAiReplies;
import org.voice2text.sandbox.record.CallLog;
import org.voice2text.sandbox.sentry.SentryInbox;
import org.voice2text.sandbox.speech.Speech;
import org.voice2text.sandbox.telegram.BotApi;
import org.voice2text.sandbox.telegram.World;
import org.voice2text.sandbox.traffic.Traffic;

/// The running sandbox: what tests hold in hand. Thread-safe.
public final class SandboxServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SandboxServer.class);
  private static final String HOST = "127.0.0.1";

  private final Faults faults = new Faults();
  private final CallLog calls = new CallLog();
  private final CallLog modelCalls = new CallLog();
  private final SentryInbox sentry;
  private final World world;
  private final Speech speech;
  private final Language language;
  private final Traffic traffic;
  private final BotApi botApi;
  private final WebChat webChat;
  private final Javalin http;

  SandboxServer(int port, InstantSource clock) {
    this(HOST, port, clock);
  }

  /// @param host where to listen; it must include the loopback address
  SandboxServer(String host, int port, InstantSource clock) {
    world = World.create(clock);
    traffic = new Traffic(world);
    sentry = new SentryInbox(clock);
    speech = new Speech(faults, clock, modelCalls);
    language = new Language(faults, clock, modelCalls);
    botApi = new BotApi(world, faults, calls, clock);
    webChat = new WebChat(world, faults, speech, language, traffic, sentry, calls, modelCalls);
    http = Javalin.create(config -> configure(config));
    try {
      http.start(host, port);
    } catch (JavalinBindException e) {
      close();
      throw new StartupException(
          ExitCode.CANNOT_OPEN,
          "SANDBOX_PORT=%d: the port is taken; stop what listens there, or set another port"
              .formatted(port),
          e);
    }
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = (long) WebChat.LARGEST_UPLOAD_MB << 20;
    config.http.asyncTimeout = 0;
    config.jetty.multipartConfig.maxFileSize(WebChat.LARGEST_UPLOAD_MB, SizeUnit.MB);
    config.jetty.multipartConfig.maxTotalRequestSize(WebChat.LARGEST_UPLOAD_MB, SizeUnit.MB);
    config.jetty.multipartConfig.maxInMemoryFileSize(WebChat.LARGEST_UPLOAD_MB, SizeUnit.MB);
    config.routes.exception(Exception.class, SandboxServer::fail);
    config.routes.before(OwnPageOnly::check);
    botApi.register(config.routes);
    OpenAiReplies.register(config.routes);
    speech.register(config.routes);
    language.register(config.routes);
    sentry.register(config.routes);
    webChat.register(config);
  }

  /// Not the address: it may contain a token. What is thrown from here comes back here, so that a
  /// caller who has left would keep the server busy for ever.
  private static void fail(Exception failure, Context ctx) {
    try {
      ctx.status(500).result("The sandbox failed; its log says why.");
      LOG.error("A {} request failed", ctx.method(), failure);
    } catch (RuntimeException e) {
      LOG.debug("A caller left before the end of a request", failure);
    }
  }

  /// The web chat.
  public URI uri() {
    return URI.create("http://%s:%d".formatted(HOST, http.port()));
  }

  /// What is answered here, such as `POST /chat/text`, without the files of the page.
  List<String> routes() {
    return http.unsafe.internalRouter.allHttpHandlers().stream()
        .map(handler -> handler.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
        .toList();
  }

  /// For `TELEGRAM_API_URL`.
  public URI apiUrl() {
    return uri();
  }

  /// For `OPENAI_BASE_URL`; the language API has the same address.
  public URI speechUrl() {
    return URI.create(uri() + "/v1");
  }

  /// For `SENTRY_DSN`.
  public String sentryDsn() {
    return "http://pretend@%s:%d/sentry/1".formatted(HOST, http.port());
  }

  public World world() {
    return world;
  }

  public Faults faults() {
    return faults;
  }

  public Speech speech() {
    return speech;
  }

  public Language language() {
    return language;
  }

  public Traffic traffic() {
    return traffic;
  }

  public CallLog calls() {
    return calls;
  }

  /// Of the speech and the language API.
  public CallLog modelCalls() {
    return modelCalls;
  }

  public SentryInbox sentry() {
    return sentry;
  }

  /// Ends waiting calls, then the server.
  @Override
  public void close() {
    traffic.close();
    faults.close();
    botApi.close();
    webChat.close();
    http.stop();
  }
}
