package org.voice2text.model.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The settings of one process, read once from the environment and from `.env`, where the
/// environment wins. Immutable.
public final class Settings {
  private static final List<String> PREFIXES =
      List.of(
          "BOT_",
          "TELEGRAM_",
          "DATABASE_",
          "LIVE_",
          "TRANSCRIPTION_",
          "OPENAI_",
          "WHISPER_",
          "LLM_",
          "QUEUE_",
          "METRICS_",
          "DASHBOARD_",
          "BUSINESS_",
          "CUSTOM_METRICS",
          "SENTRY_",
          "SANDBOX_");

  /// User and password in an address; such an address is refused, and the message shows it.
  private static final Pattern USER_INFO = Pattern.compile("//[^/]*@");

  private final Setting.Program program;
  private final Map<Setting, Object> values;
  private final Map<Setting, String> texts;
  private final Set<Setting> given;
  private final List<String> problems;

  private Settings(
      Setting.Program program,
      Map<Setting, Object> values,
      Map<Setting, String> texts,
      Set<Setting> given,
      List<String> problems) {
    this.program = program;
    this.values = values;
    this.texts = texts;
    this.given = given;
    this.problems = List.copyOf(problems);
  }

  /// Reads `.env` of the working directory and the environment of this process. What is wrong is
  /// kept, for {@link #verify} to report together with what a process finds wrong by its own rules.
  public static Settings load(Setting.Program program) {
    return read(program, System.getenv(), Path.of(".env"));
  }

  /// @param environment names and values that win over the file
  /// @param file an env file, which may be absent
  /// @throws StartupException with every problem at once
  public static Settings parse(
      Setting.Program program, Map<String, String> environment, Path file) {
    Settings settings = read(program, environment, file);
    settings.verify(List.of());
    return settings;
  }

  private static Settings read(
      Setting.Program program, Map<String, String> environment, Path file) {
    List<String> problems = new ArrayList<>();
    Map<String, String> written = EnvFile.read(file, problems);
    Map<String, String> given = new TreeMap<>(written);
    given.putAll(environment);
    Map<Setting, Object> values = new EnumMap<>(Setting.class);
    Map<Setting, String> texts = new EnumMap<>(Setting.class);
    Set<Setting> named = EnumSet.noneOf(Setting.class);
    for (Setting setting : Setting.values()) {
      if (!setting.isUsedBy(program)) {
        continue;
      }
      String text = given.getOrDefault(setting.name(), "").strip();
      if (text.isEmpty()) {
        if (setting.defaultValue() == null) {
          continue;
        }
        text = setting.defaultValue();
      } else {
        named.add(setting);
      }
      try {
        String value = isInFile(setting, text) ? SecretFile.read(text) : text;
        values.put(setting, SettingParser.parse(setting.kind(), value));
        texts.put(setting, value);
      } catch (IllegalArgumentException e) {
        String shown = isInFile(setting, text) ? text : shown(setting, text);
        problems.add("%s=%s: %s".formatted(setting, shown, e.getMessage()));
        if (setting.defaultValue() != null) {
          // So that the other rules can still be checked.
          values.put(setting, SettingParser.parse(setting.kind(), setting.defaultValue()));
        }
      }
    }
    problems.addAll(unknown(given.keySet(), written.keySet()));
    return new Settings(program, values, texts, named, problems);
  }

  /// Refuses the configuration if anything is wrong with it.
  ///
  /// @param more what the process found wrong by its own rules
  /// @throws StartupException with every problem at once
  public void verify(Collection<String> more) {
    if (!problems.isEmpty() || !more.isEmpty()) {
      throw refuse(more);
    }
  }

  /// One failure that lists all problems, for a process's own rules between settings.
  public StartupException refuse(Collection<String> more) {
    List<String> all = new ArrayList<>(problems);
    all.addAll(more);
    return new StartupException(
        ExitCode.BAD_CONFIGURATION,
        "The configuration has %d problem%s:\n  - %s\nEach setting is described in .env.example."
            .formatted(all.size(), all.size() == 1 ? "" : "s", String.join("\n  - ", all)));
  }

  /// Whether something was written for it, be it right or wrong.
  public boolean isGiven(Setting setting) {
    return given.contains(setting);
  }

  public Optional<String> text(Setting setting) {
    return get(setting, String.class);
  }

  public Duration duration(Setting setting) {
    return required(setting, Duration.class);
  }

  public int number(Setting setting) {
    return required(setting, Integer.class);
  }

  public Optional<Double> decimal(Setting setting) {
    return get(setting, Double.class);
  }

  public Optional<URI> url(Setting setting) {
    return get(setting, URI.class);
  }

  public Optional<Path> path(Setting setting) {
    return get(setting, Path.class);
  }

  public ZoneId zone(Setting setting) {
    return get(setting, ZoneId.class).orElseGet(ZoneId::systemDefault);
  }

  public List<String> list(Setting setting) {
    return get(setting, List.class).stream()
        .flatMap(list -> ((List<?>) list).stream())
        .map(String.class::cast)
        .toList();
  }

  /// The values of all secret settings, to be masked wherever text leaves the process.
  public List<String> secrets() {
    return texts.entrySet().stream()
        .filter(e -> e.getKey().kind() == Setting.Kind.SECRET)
        // Several tokens are one value, of which each is a secret by itself.
        .flatMap(
            e -> Stream.concat(Stream.of(e.getValue()), Arrays.stream(e.getValue().split(","))))
        .map(String::strip)
        .filter(s -> s.length() >= 4)
        .distinct()
        .toList();
  }

  /// The effective values, one a line, with secrets masked.
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (Setting setting : Setting.values()) {
      if (setting.isUsedBy(program)) {
        String text = texts.get(setting);
        out.append(setting)
            .append('=')
            .append(text == null ? "" : shown(setting, text))
            .append('\n');
      }
    }
    return out.toString();
  }

  private <T> Optional<T> get(Setting setting, Class<T> type) {
    if (!setting.isUsedBy(program)) {
      throw new IllegalArgumentException(setting + " is not a setting of " + program);
    }
    return Optional.ofNullable(values.get(setting)).map(type::cast);
  }

  private <T> T required(Setting setting, Class<T> type) {
    return get(setting, type)
        .orElseThrow(() -> new IllegalStateException(setting + " has no default"));
  }

  private static boolean isInFile(Setting setting, String text) {
    return setting.kind() == Setting.Kind.SECRET && SecretFile.isNamedBy(text);
  }

  private static String shown(Setting setting, String text) {
    return switch (setting.kind()) {
      case SECRET -> "(" + text.length() + " characters, not shown)";
      case URL -> USER_INFO.matcher(text).replaceFirst("//***@");
      case TEXT, DURATION, NUMBER, DECIMAL, PORT, PATH, LIST, ZONE -> text;
    };
  }

  /// Names that are no settings, though they look like ours. Those of the environment are mostly
  /// others'; in the file, where the settings of the containers stand too, all that are near to one
  /// of ours are taken for it.
  private static List<String> unknown(Collection<String> names, Collection<String> written) {
    List<String> known = Arrays.stream(Setting.values()).map(Setting::name).toList();
    List<String> unknown = new ArrayList<>();
    for (String name : names) {
      String suggestion = Suggestion.of(name, known);
      boolean ours =
          PREFIXES.stream().anyMatch(name::startsWith)
              || (written.contains(name) && !suggestion.isEmpty());
      if (ours && !known.contains(name)) {
        unknown.add("%s: is not a setting%s".formatted(name, suggestion));
      }
    }
    return unknown;
  }
}
