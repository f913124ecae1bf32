package org.voice2text.monitoring.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.voice2text.monitoring.ops.OutsideProgram.Outcome;

class ShellScriptsTest {
  @Test
  void shellcheckFindsNothing() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--severity=warning"));
    arguments.addAll(scripts());
    assertThat(arguments).hasSizeGreaterThan(7);
    Outcome outcome =
        OutsideProgram.find("shellcheck")
            .run(Map.of(), ProjectFiles.ROOT, arguments.toArray(String[]::new));
    assertThat(outcome).isEqualTo(new Outcome(0, ""));
  }

  private static List<String> scripts() throws IOException {
    List<String> found = new ArrayList<>(List.of(".ci/run", "monitoring/schema-check/run"));
    for (String folder : List.of("container", "examples", "monitoring", "sandbox")) {
      try (Stream<Path> files = Files.walk(ProjectFiles.ROOT.resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith(".sh"))
            .map(file -> ProjectFiles.ROOT.relativize(file).toString())
            .filter(name -> !name.contains("/target/") && !name.contains("/node_modules/"))
            .forEach(found::add);
      }
    }
    return found;
  }
}
