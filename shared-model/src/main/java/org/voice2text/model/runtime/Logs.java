package org.voice2text.model.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.voice2text.model.config.Setting;
import org.voice2text.model.config.Settings;

/// Sets logging up from the settings: one line an event on standard error, secrets masked. What the
/// thread works on, such as a job and its trace, stands at the line's end or in fields of its own.
public final class Logs {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level [%thread] %logger{0}: %msg%replace( {%X}){'^ \\{\\}$', ''}%n%ex";
  private static final Logger log = LoggerFactory.getLogger(Logs.class);
  private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  private Logs() {}

  /// @throws org.voice2text.model.config.StartupException if the level or the format is not one of
  ///   those there are
  public static void configure(Settings settings) {
    Secrets.set(settings.secrets());
    String level = settings.text(Setting.LOG_LEVEL).orElse("info").toLowerCase(Locale.ROOT);
    String format = settings.text(Setting.LOG_FORMAT).orElse("text").toLowerCase(Locale.ROOT);
    List<String> problems = new ArrayList<>();
    if (!LEVELS.contains(level)) {
      problems.add("LOG_LEVEL=%s: must be one of %s".formatted(level, String.join(", ", LEVELS)));
    }
    if (!format.equals("text") && !format.equals("json")) {
      problems.add("LOG_FORMAT=%s: must be text or json".formatted(format));
    }
    if (!problems.isEmpty()) {
      throw settings.refuse(problems);
    }
    // The JDK's own servers and OkHttp log by java.util.logging.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    MaskingEncoder encoder =
        new MaskingEncoder(format.equals("json") ? json(context) : text(context));
    encoder.setContext(context);
    encoder.start();
    console.setEncoder(encoder);
    console.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(console);
    root.setLevel(Level.WARN);
    // Logs what it then throws: it would be told twice.
    context.getLogger("io.javalin").setLevel(Level.OFF);
    context.getLogger("org.voice2text").setLevel(Level.toLevel(level));
    // The JVM would print the failure as it stands, past the masks.
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
        log.error(
            "The thread {} ended by a failure that nothing handled", thread.getName(), failure));
  }

  private static Encoder<ILoggingEvent> text(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> json(LoggerContext context) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithFormattedMessage(true);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithContext(false);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.start();
    return encoder;
  }
}
