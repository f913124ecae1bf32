package org.voice2text.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.exporter.http.ScrapeSource;
import org.voice2text.exporter.http.ScrapeSource.Reading;
import org.voice2text.exporter.live.BotProcess;

class HostMetricsTest {
  private static final double GIB = 1L << 30;

  @TempDir Path folder;
  private Optional<BotProcess> bot = Optional.empty();
  private long nanos;
  private double load;
  private ScrapeSource source;

  @BeforeEach
  void create() throws IOException {
    Files.createDirectories(folder.resolve("proc"));
    meminfo("MemTotal: 8388608 kB\nMemAvailable: 3145728 kB\n");
    source =
        new HostMetrics(
                new MemoryReader(
                    folder.resolve("proc"), folder.resolve("cgroup"), HostScope.CONTAINER),
                new SystemCpu(() -> load, nanos),
                folder.resolve("data/not/there/yet.db"),
                () -> bot,
                () -> nanos)
            .source();
  }

  @Test
  void tellsOfMemoryAndDisk() throws Exception {
    Map<String, Double> values = values();
    assertThat(values)
        .containsEntry("system_memory_usage_bytes{type=\"total\"}", 8 * GIB)
        .containsEntry("system_memory_usage_bytes{type=\"used\"}", 5 * GIB)
        .containsEntry("system_memory_usage_bytes{type=\"available\"}", 3 * GIB)
        .containsEntry(
            "system_disk_usage_bytes{type=\"total\"}",
            (double) Files.getFileStore(folder).getTotalSpace());
    assertThat(values.get("system_disk_usage_bytes{type=\"free\"}")).isPositive();
    assertThat(values.get("system_disk_usage_bytes{type=\"used\"}")).isPositive();
    assertThat(isUp()).isTrue();
  }

  @Test
  void measuresTheProcessorsOverAWindowThatNobodyElseCutsShort() throws Exception {
    after(Duration.ofMillis(10));
    load = 0.25;
    assertThat(values()).containsEntry("system_cpu_usage_percent", 25.0);
    after(Duration.ofSeconds(4));
    load = 0.5;
    assertThat(values()).containsEntry("system_cpu_usage_percent", 25.0);
    after(Duration.ofSeconds(1));
    assertThat(values()).containsEntry("system_cpu_usage_percent", 50.0);
    after(Duration.ofSeconds(5));
    load = -1;
    assertThat(values()).doesNotContainKey("system_cpu_usage_percent");
    load = 1;
    assertThat(values()).containsEntry("system_cpu_usage_percent", 100.0);
  }

  @Test
  void isZeroWhileNoBotPushes() throws Exception {
    assertThat(values())
        .containsEntry("bot_system_cpu_percent", 0.0)
        .containsEntry("bot_system_memory_bytes", 0.0)
        .containsEntry("bot_system_memory_percent", 0.0);
  }

  @Test
  void measuresTheBotByWhatItTells() throws Exception {
    bot = Optional.of(process("a", 10, 2));
    assertThat(values())
        .as("since its start")
        .containsEntry("bot_system_cpu_percent", 20.0)
        .containsEntry("bot_system_memory_bytes", GIB)
        .containsEntry("bot_system_memory_percent", 25.0);
    bot = Optional.of(process("a", 12, 3));
    assertThat(values()).as("too soon").containsEntry("bot_system_cpu_percent", 20.0);
    bot = Optional.of(process("a", 20, 14));
    assertThat(values()).containsEntry("bot_system_cpu_percent", 120.0);
    // The next process counts from nothing.
    bot = Optional.of(process("b", 10, 1));
    assertThat(values()).containsEntry("bot_system_cpu_percent", 10.0);
    bot = Optional.empty();
    assertThat(values()).containsEntry("bot_system_cpu_percent", 0.0);
  }

  @Test
  void aBotWithoutALimitMayUseTheWholeMachine() throws Exception {
    // The exporter's own container is smaller than the bot.
    write("proc/self/cgroup", "0::/\n");
    write("cgroup/memory.max", "134217728\n");
    write("cgroup/memory.current", "100000000\n");
    bot =
        Optional.of(
            new BotProcess(
                "a",
                Duration.ZERO,
                OptionalDouble.empty(),
                OptionalDouble.of(2 * GIB),
                OptionalDouble.empty()));
    assertThat(values())
        .containsEntry("bot_system_memory_percent", 25.0)
        .containsEntry("system_memory_usage_bytes{type=\"total\"}", 134217728.0)
        .doesNotContainKey("bot_system_cpu_percent");
  }

  @Test
  void leavesOutWhatTheBotDoesNotTell() throws Exception {
    bot =
        Optional.of(
            new BotProcess(
                "a",
                Duration.ofSeconds(1),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty()));
    assertThat(values())
        .doesNotContainKeys(
            "bot_system_cpu_percent", "bot_system_memory_bytes", "bot_system_memory_percent");
    assertThat(isUp()).isTrue();
  }

  @Test
  void servesTheRestWhenThereIsAFailure() throws Exception {
    Files.delete(folder.resolve("proc/meminfo"));
    Files.createDirectory(folder.resolve("proc/meminfo"));
    assertThat(isUp()).isFalse();
    assertThat(values())
        .containsKeys("system_cpu_usage_percent", "system_disk_usage_bytes{type=\"free\"}")
        .doesNotContainKey("system_memory_usage_bytes{type=\"total\"}");
    Files.delete(folder.resolve("proc/meminfo"));
    meminfo("MemTotal: 8388608 kB\nMemAvailable: 3145728 kB\n");
    assertThat(isUp()).isTrue();
  }

  @Test
  void readsThisMachine() throws Exception {
    source = new HostMetrics(HostScope.CONTAINER, folder.resolve("v.db"), Optional::empty).source();
    Map<String, Double> values = values();
    assertThat(values.get("system_cpu_usage_percent")).isBetween(0.0, 100.0);
    assertThat(values.get("system_memory_usage_bytes{type=\"used\"}"))
        .isPositive()
        .isLessThan(values.get("system_memory_usage_bytes{type=\"total\"}"));
    assertThat(isUp()).isTrue();
  }

  private static BotProcess process(String session, long seconds, double cpuSeconds) {
    return new BotProcess(
        session,
        Duration.ofSeconds(seconds),
        OptionalDouble.of(cpuSeconds),
        OptionalDouble.of(GIB),
        OptionalDouble.of(4 * GIB));
  }

  private void after(Duration duration) {
    nanos += TimeUnit.NANOSECONDS.convert(duration);
  }

  private boolean isUp() throws Exception {
    return source.reader().read().up();
  }

  private Map<String, Double> values() throws Exception {
    Reading reading = source.reader().read();
    Map<String, Double> values = new TreeMap<>();
    reading
        .families()
        .forEach(family ->
            ((GaugeSnapshot) family)
                .getDataPoints()
                .forEach(point -> {
                  String type = point.getLabels().get("type");
                  values.put(
                      family.getMetadata().getName()
                          + (type == null ? "" : "{type=\"" + type + "\"}"),
                      point.getValue());
                }));
    return values;
  }

  private void meminfo(String text) throws IOException {
    write("proc/meminfo", text);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
