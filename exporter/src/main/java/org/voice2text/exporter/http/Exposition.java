package org.voice2text.exporter.http;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Writes families in the format that a client asks for. Most of them are the same from one scrape
/// to the next: how they look is kept for as long as the same objects come. Thread-safe; everything
/// is written by one thread.
final class Exposition implements AutoCloseable {
  /// Prometheus asks for one format, a person for another.
  private static final int FORMATS_KEPT = 2;

  /// Of one format. What is longer is written anew each time, or the memory of this process would
  /// follow what others send to it.
  private static final int MAX_KEPT_BYTES = 1 << 20;

  private final ExpositionFormats formats = ExpositionFormats.init();

  /// Not a virtual one: there the library's buffered writer begins small, and copies itself at
  /// nearly every write until it has grown, for each family. That took half the time of a scrape.
  private final ExecutorService writing =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("exposition").factory());

  /// The one that was used last comes last.
  private final Map<Format, Map<MetricSnapshot, byte[]>> kept =
      new LinkedHashMap<>(16, 0.75f, true);

  private record Format(ExpositionFormatWriter writer, EscapingScheme escaping) {}

  /// What a client gets.
  static final class Page {
    final String contentType;
    final byte[] body;

    Page(String contentType, byte[] body) {
      this.contentType = contentType;
      this.body = body;
    }
  }

  /// All families.
  ///
  /// @param accept the header of that name; null if there is none
  Page page(MetricSnapshots families, @Nullable String accept) {
    return await(() -> {
      Format format = format(accept);
      Map<MetricSnapshot, byte[]> written = written(format, families);
      Page page = page(format, families, written);
      keep(format, page.body.length <= MAX_KEPT_BYTES ? written : Map.of());
      return page;
    });
  }

  /// Some of the families; how the others look is kept all the same.
  Page part(MetricSnapshots families, @Nullable String accept) {
    return await(() -> {
      Format format = format(accept);
      return page(format, families, written(format, families));
    });
  }

  private Page await(Callable<Page> page) {
    try {
      return writing.submit(page).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The families could not be written", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the families were written", e);
    }
  }

  private Format format(@Nullable String accept) {
    return new Format(formats.findWriter(accept), EscapingScheme.fromAcceptHeader(accept));
  }

  private Map<MetricSnapshot, byte[]> written(Format format, MetricSnapshots families) {
    int end = end(format).length;
    Map<MetricSnapshot, byte[]> former = kept.getOrDefault(format, Map.of());
    Map<MetricSnapshot, byte[]> written = new HashMap<>();
    for (MetricSnapshot family : families) {
      byte[] known = former.get(family);
      written.put(family, known == null ? write(format, MetricSnapshots.of(family), end) : known);
    }
    return written;
  }

  private static Page page(
      Format format, MetricSnapshots families, Map<MetricSnapshot, byte[]> written) {
    int length = written.values().stream().mapToInt(bytes -> bytes.length).sum();
    ByteArrayOutputStream body = new ByteArrayOutputStream(length + 16);
    families.stream().map(written::get).forEach(body::writeBytes);
    body.writeBytes(end(format));
    return new Page(format.writer().getContentType(), body.toByteArray());
  }

  private void keep(Format format, Map<MetricSnapshot, byte[]> written) {
    kept.put(format, written);
    if (kept.size() > FORMATS_KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
  }

  /// Each format has the families one after the other; OpenMetrics has a mark behind the last one.
  private static byte[] end(Format format) {
    return write(format, MetricSnapshots.of(), 0);
  }

  /// @param end how many bytes of the end are left out
  private static byte[] write(Format format, MetricSnapshots families, int end) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      format.writer().write(out, families, format.escaping());
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory cannot fail", e);
    }
    byte[] written = out.toByteArray();
    return end == 0 ? written : Arrays.copyOf(written, written.length - end);
  }

  @Override
  public void close() {
    List<Runnable> _ = writing.shutdownNow();
  }
}
