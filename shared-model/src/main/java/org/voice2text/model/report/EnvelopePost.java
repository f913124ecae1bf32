package org.voice2text.model.report;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a process makes an HTTP request, so that this one is measured like its others. Thread-safe.
@FunctionalInterface
public interface EnvelopePost {
  /// Makes one try within a few seconds.
  ///
  /// @param address must not be shown: it belongs to the operator
  Answer post(URI address, Map<String, String> headers, byte[] body) throws IOException;

  /// @param rateLimits the header `X-Sentry-Rate-Limits`
  /// @param retryAfter the header `Retry-After`
  record Answer(int status, @Nullable String rateLimits, @Nullable String retryAfter) {}
}
