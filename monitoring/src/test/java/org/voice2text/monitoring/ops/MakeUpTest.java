package org.voice2text.monitoring.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.monitoring.ops.OutsideProgram.Outcome;

/// What `make up` asks of Docker, which is stood in for by a program that writes it down.
class MakeUpTest {
  private static final String DOCKER =
      """
      #!/bin/sh
      here=$(dirname "$0")
      echo "$*" >>"$here/asked"
      case "$*" in
        *" up --detach") touch "$here/up" ;;
        *" ps --quiet prometheus grafana") cat "$here/before" ;;
        *" ps --quiet prometheus") echo prometheus1 ;;
        *" ps --quiet grafana") if [ -f "$here/up" ]; then echo grafana2; else echo grafana1; fi ;;
      esac
      """;

  @TempDir Path folder;

  /// They copy their files when they start.
  @Test
  void restartsWhatIsLeftAsItWas() throws Exception {
    assertThat(asked("prometheus1\ngrafana1\n"))
        .containsSubsequence("compose up --detach\n", "compose restart prometheus\n")
        .doesNotContain("restart grafana");
  }

  @Test
  void restartsNothingOnTheFirstStart() throws Exception {
    assertThat(asked("")).contains("compose up --detach\n").doesNotContain("restart");
  }

  /// @param before ids of the containers that there are
  private String asked(String before) throws Exception {
    Path docker = Files.writeString(folder.resolve("docker"), DOCKER);
    assertThat(docker.toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("before"), before);
    Outcome outcome =
        OutsideProgram.find("make")
            .run(
                Map.of("PATH", folder + File.pathSeparator + System.getenv("PATH")),
                ProjectFiles.ROOT,
                "up");
    assertThat(outcome.code()).as(outcome.said()).isZero();
    return Files.readString(folder.resolve("asked"));
  }
}
