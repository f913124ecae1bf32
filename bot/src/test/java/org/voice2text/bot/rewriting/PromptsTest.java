package org.voice2text.bot.rewriting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voice2text.model.event.RewriteMode;

class PromptsTest {
  private static final Path FOLDER = Path.of("src/main/resources/prompts");
  private final Prompts prompts = new Prompts();

  /// Texts of changed words must not be served from the cache. If you want to change the words of a
  /// version that was released: copy its folder, change the copy, and let `Prompts.VERSION` name
  /// it.
  @Test
  void theWordsOfAVersionStayAsTheyAre() throws Exception {
    assertThat(sum("v1")).isEqualTo("843da2bc2d298299");
    assertThat(Prompts.VERSION).isEqualTo("v1");
  }

  @Test
  void tellsTheTaskTheLanguageAndTheOptions() {
    RewriteOptions options = new RewriteOptions(Length.SHORT, Emoji.MANY, true, "de");
    assertThat(prompts.whole(RewriteMode.SUMMARY, options).split("\n\n"))
        .hasSize(9)
        .endsWith(
            "Your task: tell in brief what was said. Begin with what matters most. Name who is to do what by when, and what was decided, where that was said.",
            "Write in the language in which it was said.",
            "Write two or three sentences, without headings or lists.",
            "Put a fitting emoji at the beginning of each heading, item and paragraph.",
            "The times of the segments say when something was said. Begin each heading, item or paragraph with the time at which what it tells begins, in square brackets and exactly as it is given, such as [1:05].");
    assertThat(prompts.whole(RewriteMode.TRANSLATE, options))
        .contains("\n\nWrite in German.\n\n")
        .doesNotContain("emoji", "two or three");
    assertThat(prompts.whole(RewriteMode.POLISHED, RewriteOptions.DEFAULT))
        .endsWith("\n\nUse no emoji.");
  }

  @Test
  void tellsWhichPartItIs() {
    assertThat(prompts.part(RewriteMode.POLISHED, RewriteOptions.DEFAULT, 2, 15))
        .endsWith(
            "This is part 2 of 15 of a longer recording. Work on it alone; write no introduction, no end and no remark that something is missing.");
  }

  @ParameterizedTest
  @EnumSource(RewriteMode.class)
  void everyModeHasItsWordsForEveryOption(RewriteMode mode) {
    for (Length length : Length.values()) {
      for (Emoji emoji : Emoji.values()) {
        for (boolean timecodes : List.of(true, false)) {
          RewriteOptions options = new RewriteOptions(length, emoji, timecodes, "fr");
          assertThat(
                  List.of(
                      prompts.whole(mode, options),
                      prompts.part(mode, options, 1, 2),
                      prompts.notes(mode, options, 1, 2),
                      prompts.merge(mode, options)))
              .allMatch(p -> p.startsWith("You turn what people say") && p.contains("Your task: "))
              .noneMatch(p -> p.contains("{0}") || p.contains("{1}") || p.contains("''"));
        }
      }
    }
  }

  private static String sum(String version) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Stream<Path> files = Files.list(FOLDER.resolve(version))) {
      for (Path file : files.sorted().toList()) {
        digest.update(
            String.valueOf(file.getFileName()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
  }
}
