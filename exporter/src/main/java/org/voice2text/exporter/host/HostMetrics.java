package org.voice2text.exporter.host;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.exporter.http.ScrapeSource;
import org.voice2text.exporter.http.ScrapeSource.Reading;
import org.voice2text.exporter.live.BotProcess;
import org.voice2text.model.catalogue.ExporterCatalogue;
import org.voice2text.model.catalogue.ServedMetric;

/// Processor, memory and disk of the machine or container that the exporter runs in, and what the
/// bot takes, which it tells itself because it may run in another container. Everything is read
/// when it is asked for; there is no thread. Confined to one thread at a time.
public final class HostMetrics {
  private static final Logger log = LoggerFactory.getLogger(HostMetrics.class);
  private static final OptionalDouble NONE = OptionalDouble.of(0);

  private final MemoryReader memoryReader;
  private final SystemCpu cpu;
  private final BotCpu botCpu = new BotCpu();
  private final Path database;
  private final Supplier<Optional<BotProcess>> bot;
  private final LongSupplier nanos;
  private String problem = "";

  /// @param database the file whose disk is looked at; it may not exist yet
  /// @param bot what the youngest bot tells, if one pushes
  public HostMetrics(HostScope scope, Path database, Supplier<Optional<BotProcess>> bot) {
    this(
        new MemoryReader(Path.of("/proc"), Path.of("/sys/fs/cgroup"), scope),
        new SystemCpu(SystemCpu.of(scope), System.nanoTime()),
        database,
        bot,
        System::nanoTime);
  }

  HostMetrics(
      MemoryReader memoryReader,
      SystemCpu cpu,
      Path database,
      Supplier<Optional<BotProcess>> bot,
      LongSupplier nanos) {
    this.memoryReader = memoryReader;
    this.cpu = cpu;
    this.database = database;
    this.bot = bot;
    this.nanos = nanos;
  }

  public ScrapeSource source() {
    return new ScrapeSource("host", this::read);
  }

  private Reading read() {
    List<MetricSnapshot> families = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    add(ExporterCatalogue.SYSTEM_CPU, cpu.percent(nanos.getAsLong()), families);
    @Nullable Memory memory = null;
    try {
      memory = memoryReader.read();
      families.add(family(memory));
    } catch (IOException | RuntimeException e) {
      failures.add("the memory cannot be read (%s)".formatted(e));
    }
    try {
      families.add(family(Disk.of(database)));
    } catch (IOException | RuntimeException e) {
      failures.add("the database's disk cannot be read (%s)".formatted(e));
    }
    addBot(bot.get(), memory, families);
    report(String.join(", ", failures));
    return new Reading(families, failures.isEmpty());
  }

  private void addBot(
      Optional<BotProcess> process, @Nullable Memory memory, List<MetricSnapshot> families) {
    OptionalDouble resident = process.map(BotProcess::residentBytes).orElse(NONE);
    add(ExporterCatalogue.BOT_CPU, process.map(botCpu::percent).orElse(NONE), families);
    add(ExporterCatalogue.BOT_MEMORY, resident, families);
    add(
        ExporterCatalogue.BOT_MEMORY_PERCENT,
        process.map(p -> percent(resident, limit(p, memory))).orElse(NONE),
        families);
  }

  private static void add(
      ServedMetric metric, OptionalDouble value, List<MetricSnapshot> families) {
    value.ifPresent(v -> families.add(metric.of(v)));
  }

  /// A bot that does not tell its limit may run in another container than the exporter, whose own
  /// limit says nothing of it.
  private static OptionalDouble limit(BotProcess process, @Nullable Memory memory) {
    return process.limitBytes().isPresent() || memory == null
        ? process.limitBytes()
        : OptionalDouble.of((double) memory.machine());
  }

  private static OptionalDouble percent(OptionalDouble part, OptionalDouble whole) {
    return part.isPresent() && whole.isPresent() && whole.getAsDouble() > 0
        ? OptionalDouble.of(100 * part.getAsDouble() / whole.getAsDouble())
        : OptionalDouble.empty();
  }

  private static MetricSnapshot family(Memory memory) {
    return ExporterCatalogue.SYSTEM_MEMORY.of(
        Map.of(
            "used", (double) memory.used(),
            "total", (double) memory.total(),
            "available", (double) memory.available()));
  }

  private static MetricSnapshot family(Disk disk) {
    return ExporterCatalogue.SYSTEM_DISK.of(
        Map.of(
            "used", (double) disk.used(),
            "total", (double) disk.total(),
            "free", (double) disk.free()));
  }

  /// Says what is wrong, or that nothing is any more, when that has changed.
  private void report(String failures) {
    if (failures.equals(problem)) {
      return;
    }
    problem = failures;
    if (failures.isEmpty()) {
      log.info("All of the machine can be read again");
    } else {
      log.warn("Some metrics of the machine are left out: {}", failures);
    }
  }
}
