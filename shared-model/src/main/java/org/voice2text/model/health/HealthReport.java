package org.voice2text.model.health;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What all checks of a process found.
public record HealthReport(List<Result> results) {
  private static final JsonFactory JSON = new JsonFactory();

  public HealthReport {
    results = List.copyOf(results);
  }

  /// One check's result.
  public record Result(
      String name, boolean essential, HealthCheck.Finding finding, Duration latency) {}

  /// The state of the whole process.
  public enum Status {
    HEALTHY,
    /// It serves, but something that it can do without fails.
    DEGRADED,
    /// It cannot serve.
    UNHEALTHY
  }

  public Status status() {
    if (results.stream().allMatch(r -> r.finding().healthy())) {
      return Status.HEALTHY;
    }
    return results.stream()
            .anyMatch(r -> r.essential() && r.finding().state() == HealthCheck.State.UNHEALTHY)
        ? Status.UNHEALTHY
        : Status.DEGRADED;
  }

  /// The HTTP status that goes with the report: 200, or 503 when the process cannot serve.
  public int httpStatus() {
    return status() == Status.UNHEALTHY ? 503 : 200;
  }

  public String toJson() {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("status", status().name().toLowerCase(Locale.ROOT));
      json.writeObjectFieldStart("checks");
      for (Result result : results) {
        json.writeObjectFieldStart(result.name());
        json.writeBooleanField("healthy", result.finding().healthy());
        json.writeStringField("message", result.finding().message());
        json.writeNumberField("latency_ms", result.latency().toNanos() / 1e6);
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
