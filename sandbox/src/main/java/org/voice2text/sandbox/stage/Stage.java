package org.voice2text.sandbox.stage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Starts the two real processes, unchanged, in a folder of their own, pointed at a sandbox. For
/// the system tests, the benchmarks and the training of the start-up caches. Not thread-safe.
public final class Stage {
  /// The bot that the stage starts.
  public static final long BOT_ID = 1000001;

  /// Its token, which must show up nowhere.
  public static final String TOKEN = BOT_ID + ":pretend-token-of-the-sandbox";

  private final String java;
  private final Path project;
  private final Path folder;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<String> flags = new ArrayList<>();
  private int started;

  /// @param java the `java` program
  /// @param project the project's folder, with the packaged jars
  /// @param folder where database, sockets and logs go
  public Stage(Path java, Path project, Path folder, URI sandbox) throws IOException {
    this.java = java.toString();
    this.project = project.toAbsolutePath().normalize();
    this.folder = Files.createDirectories(folder);
    with("BOT_TOKEN", TOKEN);
    with("TELEGRAM_API_URL", sandbox.toString());
    with("TRANSCRIPTION_ENGINES", "openai");
    with("OPENAI_BASE_URL", sandbox + "/v1");
    with("OPENAI_TRANSCRIPTION_MODEL", "pretend-speech");
    with("BOT_HTTP_PORT", "0");
    with("METRICS_PORT", "0");
    with("DASHBOARD_PORT", "0");
    with("BUSINESS_REFRESH", "1s");
    with("LIVE_PUSH_INTERVAL", "100ms");
  }

  /// Sets or changes a setting for processes started from now on.
  public Stage with(String setting, String value) {
    settings.put(setting, value);
    return this;
  }

  /// @throws IllegalArgumentException if it is not set
  public String setting(String name) {
    String value = settings.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is not set");
    }
    return value;
  }

  /// Adds flags of the JVM for processes started from now on.
  public Stage withFlags(String... more) {
    flags.addAll(Arrays.asList(more));
    return this;
  }

  public Stage withoutFlags() {
    flags.clear();
    return this;
  }

  public AppProcess bot() throws IOException {
    return start("bot");
  }

  public AppProcess exporter() throws IOException {
    return start("exporter");
  }

  private AppProcess start(String module) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(java, "@" + project.resolve(module).resolve("jvm.options")));
    Path target = project.resolve(module).resolve("target");
    Path cache = target.resolve(module + ".aot");
    if (flags.isEmpty() && isYoungest(cache, target)) {
      command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off"));
    }
    command.addAll(flags);
    command.addAll(List.of("-jar", target.resolve(module + ".jar").toString()));
    Path output = folder.resolve("%s-%d.log".formatted(module, ++started));
    return AppProcess.start(module, command, settings, folder, output);
  }

  /// The JVM would run the classes of an older cache instead of those in the jars.
  private static boolean isYoungest(Path cache, Path target) throws IOException {
    if (!Files.exists(cache)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(target, 2)) {
      for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
        if (Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(cache)) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  /// The folder of the processes' data.
  public Path data() {
    return folder.resolve("data");
  }

  public Path database() {
    return data().resolve("voice2text.db");
  }
}
