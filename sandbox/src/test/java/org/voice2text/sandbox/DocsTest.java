package org.voice2text.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.voice2text.model.config.Setting;

/// What the pages at the top say is there.
class DocsTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> PAGES =
      List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md");

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    for (String page : PAGES) {
      assertThat(found(page, "\\]\\((?!https?:)([^)#]+)\\)"))
          .as(page)
          .allSatisfy(target -> assertThat(ROOT.resolve(target)).exists());
    }
  }

  @Test
  void everyCommandIsInTheMakefile() throws IOException {
    String makefile = Files.readString(ROOT.resolve("Makefile"));
    assertThat(found("README.md", "(?m)(?:^|`)make ([a-z]+)\\b"))
        .contains("run", "check", "bot", "exporter", "sandbox", "fast", "bench")
        .allSatisfy(target -> assertThat(makefile).containsPattern("(?m)^" + target + ":"));
  }

  /// Without a browser its tests are skipped elsewhere than in CI, and old pictures would stay.
  @Test
  void picturesAreNotSkippedSilently() throws IOException {
    assertThat(found("Makefile", "(?m)^screenshots:.*\\R\\t@(CI=true \\S+) .*PicturesTest"))
        .containsExactly("CI=true $(MVN)");
  }

  @Test
  void everySettingIsOne() throws IOException {
    Set<String> settings =
        Arrays.stream(Setting.values()).map(Setting::name).collect(Collectors.toSet());
    assertThat(found("README.md", "`([A-Z]+_[A-Z_]+)[=`]")).isNotEmpty().isSubsetOf(settings);
  }

  @Test
  void everyTypeOfTheArchitectureExists() throws IOException {
    Set<String> types;
    try (Stream<Path> files = Files.walk(ROOT)) {
      types =
          files
              .filter(f -> f.toString().contains("src/main/java") && f.toString().endsWith(".java"))
              .map(f -> f.getFileName().toString().replace(".java", ""))
              .collect(Collectors.toSet());
    }
    assertThat(found("ARCHITECTURE.md", "`([A-Z][a-z]+[A-Za-z]*)`")).isNotEmpty().isSubsetOf(types);
  }

  @Test
  void everyCallOfTheSandboxIsDescribed() throws IOException {
    try (SandboxServer sandbox = Sandbox.start(0)) {
      assertThat(found("docs/sandbox.md", "`((?:GET|POST|DELETE) /[^`]*)`"))
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(sandbox.routes());
    }
  }

  private static List<String> found(String page, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(ROOT.resolve(page)))
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
