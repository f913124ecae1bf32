package org.voice2text.model.report;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.sentry.Sentry;
import io.sentry.SentryOptions;
import io.sentry.logback.SentryAppender;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Sentry library at work, from its start to its end. Apart from {@link ErrorReports}, so that
/// a process that reports nothing does not load the library.
final class SentrySession implements AutoCloseable {
  /// How long the end of the process waits for the last reports.
  private static final Duration LAST_REPORTS = Duration.ofMillis(1500);

  private static final int BREADCRUMBS = 50;

  private final SentryAppender appender;

  private SentrySession(SentryAppender appender) {
    this.appender = appender;
  }

  /// @throws IllegalArgumentException if the address is none; its message does not show it
  static SentrySession start(ReportConfig config, EnvelopePost post, HiddenTexts hidden) {
    try {
      Sentry.init(options -> configure(options, config, post, new EventScrubber(hidden)));
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "must be an address such as https://KEY@HOST/PROJECT, as Sentry shows it");
    }
    SentryAppender appender = new SentryAppender();
    SentryOptions alreadyStarted = new SentryOptions();
    // The appender would start the library a second time; this address, which its makers use for
    // an unset variable, keeps it from that.
    alreadyStarted.setDsn("SENTRY_DSN_IS_UNDEFINED");
    appender.setOptions(alreadyStarted);
    appender.setContext(loggers());
    appender.setMinimumEventLevel(Level.ERROR);
    appender.setMinimumBreadcrumbLevel(Level.WARN);
    appender.start();
    loggers().getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    return new SentrySession(appender);
  }

  private static void configure(
      SentryOptions options, ReportConfig config, EnvelopePost post, EventScrubber scrubber) {
    options.setDsn(config.dsn());
    options.setEnvironment(config.environment());
    options.setRelease(config.release());
    options.setTag("process", config.process());
    // Also when it is 0: errors then still have the ids of their traces.
    options.setTracesSampleRate(config.tracesSampleRate());
    options.addInAppInclude("org.voice2text");
    options.setMaxBreadcrumbs(BREADCRUMBS);
    options.setBeforeSend(scrubber::scrub);
    options.setBeforeSendTransaction(scrubber::scrub);
    options.setBeforeBreadcrumb((breadcrumb, _) -> scrubber.scrub(breadcrumb));
    options.setTransportFactory((all, request) -> new EnvelopeQueue(all, request, post));
    options.setShutdownTimeoutMillis(LAST_REPORTS.toMillis());
    options.setSendDefaultPii(false);
    options.setAttachServerName(false);
    options.setAttachStacktrace(false);
    options.setSendModules(false);
    options.setSendClientReports(false);
    options.setEnableAutoSessionTracking(false);
    options.setEnableBackpressureHandling(false);
    // Whatever ends a thread is logged, and reported with the log.
    options.setEnableUncaughtExceptionHandler(false);
    options.setEnableShutdownHook(false);
  }

  void report(Throwable failure) {
    Sentry.captureException(failure);
  }

  private static LoggerContext loggers() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  @Override
  public void close() {
    loggers().getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(appender);
    appender.stop();
    Sentry.close();
  }
}
