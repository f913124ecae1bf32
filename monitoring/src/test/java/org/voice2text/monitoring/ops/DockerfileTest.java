package org.voice2text.monitoring.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileTest {
  private static final Pattern BASE = Pattern.compile("FROM ([a-z-]+:\\S+|runtime) AS [a-z]+");

  private static final Map<String, String> HEALTH =
      Map.of(
          "bot", "CMD [\"/opt/voice2text/healthy.sh\", \"8080\"]",
          "exporter", "CMD [\"/opt/voice2text/healthy.sh\", \"8000\"]",
          "sandbox", "CMD [\"/bin/bash\", \"-c\", \"exec 3<>/dev/tcp/127.0.0.1/8090\"]");

  @ParameterizedTest
  @ValueSource(strings = {"bot", "exporter", "sandbox"})
  void runsAsNobodyInParticular(String module) {
    assertThat(last(module, "USER")).isEqualTo("10001:10001");
    assertThat(instructions(module).indexOf("USER 10001:10001"))
        .as("nothing is run or copied after the change of user")
        .isGreaterThan(lastIndex(module, "RUN"))
        .isGreaterThan(lastIndex(module, "COPY"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bot", "exporter", "sandbox"})
  void isStoppedAndLookedAfter(String module) {
    assertThat(last(module, "STOPSIGNAL")).isEqualTo("SIGTERM");
    // Exec form: a shell would not pass the signal on.
    assertThat(last(module, "ENTRYPOINT"))
        .isEqualTo(
            "[\"java\", \"@/opt/voice2text/%1$s/jvm.options\", \"-jar\", \"/opt/voice2text/%1$s/target/%1$s.jar\"]"
                .formatted(module));
    assertThat(last(module, "HEALTHCHECK")).endsWith(HEALTH.get(module));
    assertThat(last(module, "LABEL")).contains("org.opencontainers.image.revision=\"${REVISION}\"");
  }

  /// Made by the very JVM that uses it, from the jars at the very places where they lie then.
  @Test
  void makesTheStartUpCachesInTheImage() {
    assertThat(stage("runtime", "trained"))
        .contains(
            "RUN java -cp sandbox/target/sandbox.jar org.voice2text.sandbox.stage.Training"
                + " \"$(command -v java)\" . && rm -f bot/target/bot.aot.config exporter/target/exporter.aot.config")
        .contains("WORKDIR /opt/voice2text");
  }

  /// A cache that does not fit makes the start slower, and nobody would notice: the build fails.
  @ParameterizedTest
  @ValueSource(strings = {"bot", "exporter"})
  void provesThatTheStartUpCacheIsUsed(String module) {
    assertThat(instructions(module))
        .contains(
            "COPY --from=trained /opt/voice2text/%1$s /opt/voice2text/%1$s".formatted(module));
    assertThat(last(module, "RUN"))
        .contains("-XX:AOTCache=/opt/voice2text/%1$s/target/%1$s.aot ".formatted(module))
        .contains(
            "java @/opt/voice2text/%1$s/jvm.options -XX:AOTMode=on -jar /opt/voice2text/%1$s/target/%1$s.jar || code=$?;"
                .formatted(module))
        .endsWith("[ \"$code\" -eq 2 ]");
  }

  @Test
  void startsFromPinnedImages() {
    assertThat(instructions().stream().filter(i -> i.startsWith("FROM ")))
        .hasSize(6)
        .allMatch(i -> BASE.matcher(i).matches())
        .noneMatch(i -> i.contains("latest"));
  }

  /// What the build needs is listed; all else stays out of it, above all .env and data.
  @Test
  void ignoreEverythingThatIsNotListed() {
    List<String> lines =
        ProjectFiles.text(".dockerignore").lines().filter(l -> !l.startsWith("#")).toList();
    assertThat(lines.getFirst()).isEqualTo("*");
    Set<String> listed =
        lines.stream().skip(1).map(l -> l.substring(1)).collect(Collectors.toSet());
    assertThat(lines.stream().skip(1)).allMatch(l -> l.startsWith("!"));
    assertThat(listed)
        .allSatisfy(path -> assertThat(ProjectFiles.ROOT.resolve(path)).exists())
        .containsAll(
            modules()
                .flatMap(m -> Stream.of(m + "/pom.xml", m + "/src/main"))
                .collect(Collectors.toSet()))
        .doesNotContain(".env", "data");
  }

  private static Stream<String> modules() {
    return Pattern.compile("<module>([^<]+)</module>")
        .matcher(ProjectFiles.text("pom.xml"))
        .results()
        .map(m -> m.group(1));
  }

  private static String last(String module, String instruction) {
    return instructions(module)
        .get(lastIndex(module, instruction))
        .substring(instruction.length() + 1);
  }

  /// @return -1 if there is none
  private static int lastIndex(String module, String instruction) {
    List<String> all = instructions(module);
    int index = all.size() - 1;
    while (index >= 0 && !all.get(index).startsWith(instruction + " ")) {
      index--;
    }
    return index;
  }

  /// Those of the stage that makes the image of a module.
  private static List<String> instructions(String module) {
    return stage("runtime", module);
  }

  private static List<String> stage(String base, String name) {
    List<String> all = instructions();
    int from = all.indexOf("FROM %s AS %s".formatted(base, name));
    assertThat(from).as(name).isPositive();
    List<String> after = all.subList(from + 1, all.size());
    return after.stream().takeWhile(i -> !i.startsWith("FROM ")).toList();
  }

  /// Without comments, one an element.
  private static List<String> instructions() {
    String text =
        ProjectFiles.text("container/Dockerfile")
            .lines()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .collect(Collectors.joining("\n"));
    return List.of(text.replaceAll("\\s*\\\\\n\\s*", " ").split("\n"));
  }
}
