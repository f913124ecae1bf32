package org.voice2text.monitoring.ops;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// `docker-compose.yml` as it is written, with its anchors resolved and its variables not.
final class ComposeFile {
  static final String NAME = "docker-compose.yml";

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_0-9]+)");
  private static final Pattern DEFAULT = Pattern.compile("\\$\\{[A-Z_0-9]+:-([^}]*)}");

  private final Map<String, Object> root;

  private ComposeFile(Map<String, Object> root) {
    this.root = root;
  }

  /// One service.
  record Service(String name, Map<String, Object> keys) {
    /// The value with the defaults of its variables put in; empty if there is none.
    String text(String key) {
      return withDefaults(String.valueOf(keys.getOrDefault(key, "")));
    }

    List<String> list(String key) {
      return keys.get(key) instanceof List<?> list
          ? list.stream().map(String::valueOf).toList()
          : List.of();
    }

    Map<String, Object> map(String key) {
      return keys.get(key) instanceof Map<?, ?> map ? named(map) : Map.of();
    }

    /// Started without any profile.
    boolean isDefault() {
      return list("profiles").isEmpty();
    }

    boolean isOurs() {
      return keys.containsKey("build");
    }

    long memoryBytes() {
      Matcher limit = Pattern.compile("(\\d+)m").matcher(text("mem_limit"));
      return limit.matches() ? Long.parseLong(limit.group(1)) << 20 : 0;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static ComposeFile read() {
    return new ComposeFile(
        named(
            (Map<?, ?>)
                new Load(LoadSettings.builder().build()).loadFromString(ProjectFiles.text(NAME))));
  }

  List<Service> services() {
    List<Service> services = new ArrayList<>();
    named((Map<?, ?>) root.get("services"))
        .forEach((name, keys) -> services.add(new Service(name, named((Map<?, ?>) keys))));
    return services;
  }

  Service service(String name) {
    return services().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  Set<String> volumes() {
    return named((Map<?, ?>) root.get("volumes")).keySet();
  }

  /// Names of all variables that the file takes from `.env` or the environment, beside the settings
  /// that it hands on as they are.
  static Set<String> variables() {
    Set<String> names = new TreeSet<>();
    Matcher matcher = VARIABLE.matcher(ProjectFiles.text(NAME));
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  private static String withDefaults(String text) {
    return DEFAULT.matcher(text).replaceAll("$1");
  }

  /// With merge keys put in: a key's own value wins.
  private static Map<String, Object> named(Map<?, ?> map) {
    Map<String, Object> result = new LinkedHashMap<>();
    if (map.get("<<") instanceof Map<?, ?> merged) {
      result.putAll(named(merged));
    }
    map.forEach((key, value) -> {
      if (!key.equals("<<")) {
        result.put(String.valueOf(key), value instanceof Map<?, ?> m ? named(m) : value);
      }
    });
    return result;
  }
}
