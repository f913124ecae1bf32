package org.voice2text.bot.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.sentry.Breadcrumb;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import io.sentry.logback.SentryAppender;
import io.sentry.protocol.Message;
import io.sentry.protocol.SentryException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.model.runtime.Secrets;

/// Reports errors to Sentry while it is open: what is logged as an error, without secrets and
/// without anything that tells who somebody is. Thread-safe.
public final class SentryReporter implements AutoCloseable {
  private SentryReporter() {}

  /// @param dsn where to report to
  /// @throws IllegalArgumentException if the address is none; its message does not show it
  public static SentryReporter start(
      String dsn, String environment, String release, double tracesSampleRate) {
    try {
      Sentry.init(options -> configure(options, dsn, environment, release, tracesSampleRate));
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "must be an address such as https://KEY@HOST/PROJECT, as Sentry shows it");
    }
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    SentryAppender appender = new SentryAppender();
    appender.setContext(context);
    appender.setMinimumEventLevel(Level.ERROR);
    appender.setMinimumBreadcrumbLevel(Level.INFO);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    return new SentryReporter();
  }

  private static void configure(
      SentryOptions options,
      String dsn,
      String environment,
      String release,
      double tracesSampleRate) {
    options.setDsn(dsn);
    options.setEnvironment(environment);
    options.setRelease(release);
    options.setTracesSampleRate(tracesSampleRate);
    options.setSendDefaultPii(false);
    options.setAttachServerName(false);
    options.setEnableUncaughtExceptionHandler(true);
    options.setBeforeSend((event, _) -> scrub(event));
    options.setBeforeBreadcrumb((breadcrumb, _) -> scrub(breadcrumb));
  }

  static SentryEvent scrub(SentryEvent event) {
    Message message = event.getMessage();
    if (message != null) {
      message.setFormatted(masked(message.getFormatted()));
      message.setMessage(masked(message.getMessage()));
      List<String> parameters = message.getParams();
      message.setParams(
          parameters == null ? null : parameters.stream().map(SentryReporter::masked).toList());
    }
    List<SentryException> exceptions = event.getExceptions();
    if (exceptions != null) {
      exceptions.forEach(e -> e.setValue(masked(e.getValue())));
    }
    List<Breadcrumb> breadcrumbs = event.getBreadcrumbs();
    if (breadcrumbs != null) {
      event.setBreadcrumbs(breadcrumbs.stream().map(SentryReporter::scrub).toList());
    }
    event.setUser(null);
    event.setRequest(null);
    event.setServerName(null);
    // What a log line carries beside its text could be anything.
    event.setExtras(null);
    event.getContexts().remove("MDC");
    Map<String, String> tags = event.getTags();
    if (tags != null) {
      tags.replaceAll((_, value) -> Secrets.mask(value));
    }
    return event;
  }

  static Breadcrumb scrub(Breadcrumb breadcrumb) {
    breadcrumb.setMessage(masked(breadcrumb.getMessage()));
    List.copyOf(breadcrumb.getData().keySet()).forEach(breadcrumb::removeData);
    return breadcrumb;
  }

  private static @Nullable String masked(@Nullable String text) {
    return text == null ? null : Secrets.mask(text);
  }

  /// Sends what waits, for a short while.
  @Override
  public void close() {
    Sentry.close();
  }
}
