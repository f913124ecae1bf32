package org.voice2text.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)[^}]*}");
  private static final Pattern USE =
      Pattern.compile("(?:get|append)\\(\\s*(?:out,\\s*)?\"([a-z_.]+)\"");
  private static final Path SOURCES = Path.of("src/main/java/org/voice2text/bot/conversation");

  private final Properties english = load("messages.properties");
  private final Properties russian = load("messages_ru.properties");

  @Test
  void everyTextExistsInEveryLanguage() {
    assertThat(russian.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
    assertThat(Texts.LANGUAGES).containsExactly("en", "ru");
  }

  @Test
  void everyTextHasTheSamePlaceholdersInEveryLanguage() {
    for (String key : english.stringPropertyNames()) {
      assertThat(placeholders(russian.getProperty(key)))
          .as(key)
          .isEqualTo(placeholders(english.getProperty(key)));
    }
  }

  @Test
  void everyTextIsFormattedWithoutARest() {
    for (Properties texts : new Properties[] {english, russian}) {
      for (String key : texts.stringPropertyNames()) {
        String formatted =
            new MessageFormat(texts.getProperty(key)).format(new Object[] {1, "x", "y"});
        assertThat(formatted).as(key).isNotBlank().doesNotContain("{", "}", "''");
      }
    }
  }

  @Test
  void theCodeUsesExactlyTheTextsThatThereAre() throws IOException {
    Set<String> used = new TreeSet<>();
    for (String source : sources()) {
      USE.matcher(source).results().forEach(r -> used.add(r.group(1)));
    }
    assertThat(used).isEqualTo(new TreeSet<>(english.stringPropertyNames()));
  }

  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        sources.add(Files.readString(file));
      }
    }
    return sources;
  }

  /// A text that is given too little shows its placeholders to people.
  @Test
  void everyCallGivesATextAllThatItSays() throws IOException {
    Map<String, Integer> wrong = new TreeMap<>();
    int calls = 0;
    for (String source : sources()) {
      Matcher use = USE.matcher(source);
      while (use.find()) {
        calls++;
        int given = arguments(source, use.end());
        if (given != needed(use.group(1))) {
          wrong.put(use.group(1), given);
        }
      }
    }
    assertThat(calls).isGreaterThan(english.size());
    assertThat(wrong).isEmpty();
  }

  private int needed(String key) {
    return new MessageFormat(english.getProperty(key)).getFormatsByArgumentIndex().length;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "); f(a, b)|0",
        ", a)|1",
        ", a, b)|2",
        ", f(a, b), g(new int[] {1, 2}, \")\"), 3).x(y, z)|3",
        ",  \"a, b\", ',')|2",
      })
  void countsTheArgumentsOfACall(String source, int count) {
    assertThat(arguments(source, 0)).isEqualTo(count);
  }

  /// How many arguments follow within the parentheses that are open.
  private static int arguments(String source, int from) {
    int count = 0;
    int depth = 1;
    char quote = 0;
    for (int i = from; depth > 0; i++) {
      char c = source.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
        continue;
      }
      switch (c) {
        case '"', '\'' -> quote = c;
        case '(', '[', '{' -> depth++;
        case ')', ']', '}' -> depth--;
        case ',' -> count += depth == 1 ? 1 : 0;
        default -> {}
      }
    }
    return count;
  }

  @ParameterizedTest
  @CsvSource({"ru,ru", "ru-RU,ru", "RU_ru,ru", "en,en", "en-GB,en", "de,en", "'',en", "-,en"})
  void servesEveryLanguageWithOneThatThereIs(String stated, String served) {
    assertThat(Texts.supported(stated)).isEqualTo(served);
    assertThat(Texts.of(stated).get("no_speech"))
        .isEqualTo((served.equals("ru") ? russian : english).getProperty("no_speech"));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,0 s,0 с",
    "PT0.9S,0 s,0 с",
    "PT40S,40 s,40 с",
    "PT5M,5 min,5 мин",
    "PT3H5M,3 h 5 min,3 ч 5 мин",
    "PT25H1S,25 h 1 s,25 ч 1 с",
  })
  void writesLengthsAsPeopleDo(Duration duration, String english, String russian) {
    assertThat(Texts.of("en").duration(duration)).isEqualTo(english);
    assertThat(Texts.of("ru").duration(duration)).isEqualTo(russian);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "1048576,1", "1048577,2", "20971520,20", "20971521,21"})
  void roundsMegabytesUp(long bytes, long megabytes) {
    assertThat(Texts.megabytes(bytes)).isEqualTo(megabytes);
  }

  private static Set<String> placeholders(String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    return matcher.results().map(r -> r.group(1)).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Properties load(String name) {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(Texts.class.getResourceAsStream("/texts/" + name))) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
