package org.voice2text.bot.telemetry;

import io.sentry.Breadcrumb;
import io.sentry.IScope;
import io.sentry.IScopes;
import io.sentry.ISentryLifecycleToken;
import io.sentry.ISpan;
import io.sentry.ITransaction;
import io.sentry.ScopeType;
import io.sentry.Sentry;
import io.sentry.SentryDate;
import io.sentry.SentryLevel;
import io.sentry.SentryLongDate;
import io.sentry.SpanStatus;
import io.sentry.TransactionContext;
import io.sentry.TransactionOptions;
import io.sentry.protocol.User;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A trace in Sentry. What is logged as an error meanwhile, on the same thread, comes with the
/// notes, the tags and the person of this work and of no other. Confined to its thread.
final class SentryRecorder implements Recorder {
  private final IScopes scopes;
  private final ISentryLifecycleToken token;
  private final ITransaction transaction;

  private SentryRecorder(IScopes scopes, ISentryLifecycleToken token, ITransaction transaction) {
    this.scopes = scopes;
    this.token = token;
    this.transaction = transaction;
  }

  /// @param person a pseudonym; null when there is nobody
  static SentryRecorder begin(Work work, @Nullable String person) {
    IScopes scopes = Sentry.forkedRootScopes(work.name());
    ISentryLifecycleToken token = scopes.makeCurrent();
    Sentry.configureScope(ScopeType.ISOLATION, scope -> describe(scope, work, person));
    TransactionOptions options = new TransactionOptions();
    options.setBindToScope(true);
    ITransaction transaction =
        Sentry.startTransaction(new TransactionContext(work.name(), "job"), options);
    return new SentryRecorder(scopes, token, transaction);
  }

  private static void describe(IScope scope, Work work, @Nullable String person) {
    scope.clearBreadcrumbs();
    scope.setTag("job", Long.toString(work.jobId()));
    work.facts().forEach(scope::setTag);
    if (person != null) {
      User user = new User();
      user.setId(person);
      scope.setUser(user);
    }
  }

  @Override
  public String traceId() {
    return transaction.getSpanContext().getTraceId().toString();
  }

  @Override
  public boolean isSampled() {
    return Boolean.TRUE.equals(transaction.isSampled());
  }

  @Override
  public void step(Step step, String detail, Duration took, boolean succeeded) {
    SentryDate end = Sentry.getCurrentScopes().getOptions().getDateProvider().now();
    SentryDate start = new SentryLongDate(end.nanoTimestamp() - took.toNanos());
    ISpan span = transaction.startChild(step.operation(), detail, start);
    span.finish(succeeded ? SpanStatus.OK : SpanStatus.INTERNAL_ERROR, end);
    add(
        succeeded ? SentryLevel.INFO : SentryLevel.WARNING,
        "%s %s after %d ms: %s"
            .formatted(step.label(), succeeded ? "done" : "failed", took.toMillis(), detail));
  }

  @Override
  public void note(String what) {
    add(SentryLevel.INFO, what);
  }

  private static void add(SentryLevel level, String message) {
    Breadcrumb breadcrumb = new Breadcrumb(message);
    breadcrumb.setCategory("job");
    breadcrumb.setLevel(level);
    Sentry.addBreadcrumb(breadcrumb);
  }

  @Override
  public void end(Trace.Ending ending) {
    transaction.finish(
        switch (ending) {
          case DONE -> SpanStatus.OK;
          case FAILED -> SpanStatus.INTERNAL_ERROR;
          case CANCELLED -> SpanStatus.CANCELLED;
          case LATER -> SpanStatus.UNAVAILABLE;
        });
    token.close();
  }

  @Override
  public Place enter() {
    return scopes.makeCurrent()::close;
  }
}
