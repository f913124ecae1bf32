package org.voice2text.model.report;

import io.sentry.Breadcrumb;
import io.sentry.Hint;
import io.sentry.SentryBaseEvent;
import io.sentry.SentryEvent;
import io.sentry.SpanContext;
import io.sentry.protocol.Message;
import io.sentry.protocol.SentryException;
import io.sentry.protocol.SentrySpan;
import io.sentry.protocol.SentryStackFrame;
import io.sentry.protocol.SentryStackTrace;
import io.sentry.protocol.SentryTransaction;
import io.sentry.protocol.TransactionInfo;
import io.sentry.protocol.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What leaves for Sentry is written anew from the few fields that are known to be harmless or can
/// be cleaned: a field that nobody thought of is not sent. Thread-safe.
final class EventScrubber {
  /// A keyed hash; any other id could be somebody's own.
  private static final Pattern PSEUDONYM = Pattern.compile("[0-9a-f]{32}");

  private final HiddenTexts hidden;

  EventScrubber(HiddenTexts hidden) {
    this.hidden = hidden;
  }

  SentryEvent scrub(SentryEvent event, Hint hint) {
    hint.clearAttachments();
    TextScrubber text = new TextScrubber(hidden.blanker());
    SentryEvent clean = new SentryEvent(event.getTimestamp());
    copy(event, clean, text);
    clean.setLevel(event.getLevel());
    clean.setLogger(event.getLogger());
    clean.setTransaction(text.clean(event.getTransaction()));
    clean.setMessage(message(event.getMessage(), text));
    List<SentryException> exceptions = event.getExceptions();
    if (exceptions != null) {
      clean.setExceptions(exceptions.stream().map(e -> exception(e, text)).toList());
    }
    return clean;
  }

  SentryTransaction scrub(SentryTransaction transaction, Hint hint) {
    hint.clearAttachments();
    TextScrubber text = new TextScrubber(hidden.blanker());
    SentryTransaction clean =
        new SentryTransaction(
            text.clean(transaction.getTransaction()),
            transaction.getStartTimestamp(),
            transaction.getTimestamp(),
            transaction.getSpans().stream().map(span -> span(span, text)).toList(),
            Map.of(),
            new TransactionInfo("custom"));
    copy(transaction, clean, text);
    return clean;
  }

  /// Also called for each breadcrumb as it is made: it may stay in memory for long.
  Breadcrumb scrub(Breadcrumb breadcrumb) {
    return breadcrumb(breadcrumb, new TextScrubber(new HiddenTexts.Blanker(Set.of())));
  }

  private static void copy(SentryBaseEvent event, SentryBaseEvent clean, TextScrubber text) {
    clean.setEventId(event.getEventId());
    clean.setPlatform(event.getPlatform());
    clean.setRelease(event.getRelease());
    clean.setEnvironment(event.getEnvironment());
    clean.setSdk(event.getSdk());
    clean.setUser(pseudonym(event.getUser()));
    clean.setTags(tags(event.getTags(), text));
    SpanContext trace = event.getContexts().getTrace();
    if (trace != null) {
      clean.getContexts().setTrace(trace(trace));
    }
    if (event.getContexts().getRuntime() != null) {
      clean.getContexts().setRuntime(event.getContexts().getRuntime());
    }
    List<Breadcrumb> breadcrumbs = event.getBreadcrumbs();
    if (breadcrumbs != null) {
      clean.setBreadcrumbs(breadcrumbs.stream().map(b -> breadcrumb(b, text)).toList());
    }
  }

  private static @Nullable User pseudonym(@Nullable User user) {
    if (user == null || user.getId() == null || !PSEUDONYM.matcher(user.getId()).matches()) {
      return null;
    }
    User clean = new User();
    clean.setId(user.getId());
    return clean;
  }

  private static @Nullable Map<String, String> tags(
      @Nullable Map<String, String> tags, TextScrubber text) {
    if (tags == null) {
      return null;
    }
    Map<String, String> clean = new LinkedHashMap<>();
    tags.forEach((name, value) -> clean.put(clean(name, text), clean(value, text)));
    return clean;
  }

  private static SpanContext trace(SpanContext trace) {
    SpanContext clean =
        new SpanContext(
            trace.getTraceId(),
            trace.getSpanId(),
            trace.getOperation(),
            trace.getParentSpanId(),
            trace.getSamplingDecision());
    clean.setStatus(trace.getStatus());
    // The library's constructor notes the thread.
    clean.getData().clear();
    return clean;
  }

  private static SentrySpan span(SentrySpan span, TextScrubber text) {
    return new SentrySpan(
        span.getStartTimestamp(),
        span.getTimestamp(),
        span.getTraceId(),
        span.getSpanId(),
        span.getParentSpanId(),
        span.getOp(),
        text.clean(span.getDescription()),
        span.getStatus(),
        null,
        Map.of(),
        Map.of(),
        null);
  }

  private static @Nullable Message message(@Nullable Message message, TextScrubber text) {
    if (message == null) {
      return null;
    }
    Message clean = new Message();
    clean.setMessage(text.clean(message.getMessage()));
    clean.setFormatted(text.clean(message.getFormatted()));
    clean.setParams(text.clean(message.getParams()));
    return clean;
  }

  private static SentryException exception(SentryException exception, TextScrubber text) {
    SentryException clean = new SentryException();
    clean.setType(exception.getType());
    clean.setModule(exception.getModule());
    clean.setValue(text.clean(exception.getValue()));
    SentryStackTrace trace = exception.getStacktrace();
    if (trace != null && trace.getFrames() != null) {
      clean.setStacktrace(
          new SentryStackTrace(trace.getFrames().stream().map(EventScrubber::frame).toList()));
    }
    return clean;
  }

  private static SentryStackFrame frame(SentryStackFrame frame) {
    SentryStackFrame clean = new SentryStackFrame();
    clean.setModule(frame.getModule());
    clean.setFunction(frame.getFunction());
    clean.setFilename(frame.getFilename());
    clean.setLineno(frame.getLineno());
    clean.setInApp(frame.isInApp());
    clean.setNative(frame.isNative());
    return clean;
  }

  private static Breadcrumb breadcrumb(Breadcrumb breadcrumb, TextScrubber text) {
    Breadcrumb clean = new Breadcrumb(breadcrumb.getTimestamp());
    clean.setLevel(breadcrumb.getLevel());
    clean.setCategory(breadcrumb.getCategory());
    clean.setMessage(text.clean(breadcrumb.getMessage()));
    return clean;
  }

  private static String clean(@Nullable String value, TextScrubber text) {
    return String.valueOf(text.clean(value));
  }
}
