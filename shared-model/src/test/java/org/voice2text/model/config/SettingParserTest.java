package org.voice2text.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingParserTest {

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of(Setting.Kind.TEXT, "a = b", "a = b"),
        Arguments.of(Setting.Kind.SECRET, "s3cret", "s3cret"),
        Arguments.of(Setting.Kind.DURATION, "250ms", Duration.ofMillis(250)),
        Arguments.of(Setting.Kind.DURATION, "2s", Duration.ofSeconds(2)),
        Arguments.of(Setting.Kind.DURATION, "5m", Duration.ofMinutes(5)),
        Arguments.of(Setting.Kind.DURATION, "3h", Duration.ofHours(3)),
        Arguments.of(Setting.Kind.DURATION, "90d", Duration.ofDays(90)),
        Arguments.of(Setting.Kind.NUMBER, "0", 0),
        Arguments.of(Setting.Kind.NUMBER, "2147483647", Integer.MAX_VALUE),
        Arguments.of(Setting.Kind.PORT, "65535", 65_535),
        Arguments.of(Setting.Kind.DECIMAL, "0.1", 0.1),
        Arguments.of(Setting.Kind.DECIMAL, "92", 92.0),
        Arguments.of(Setting.Kind.URL, "http://[::1]:8090/v1", URI.create("http://[::1]:8090/v1")),
        Arguments.of(Setting.Kind.URL, "https://host/v1//", URI.create("https://host/v1")),
        Arguments.of(Setting.Kind.PATH, "data/x.db", Path.of("data/x.db")),
        Arguments.of(Setting.Kind.LIST, " a, b ,,c", List.of("a", "b", "c")),
        Arguments.of(Setting.Kind.ZONE, "Europe/Berlin", ZoneId.of("Europe/Berlin")));
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsEveryKind(Setting.Kind kind, String text, Object expected) {
    assertThat(SettingParser.parse(kind, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DURATION|250|must be a number with a unit (ms, s, m, h, d), such as 250ms or 3h",
        "DURATION|-1s|must be a number with a unit (ms, s, m, h, d), such as 250ms or 3h",
        "DURATION|1 s|must be a number with a unit (ms, s, m, h, d), such as 250ms or 3h",
        "DURATION|9999999999s|must be a number with a unit (ms, s, m, h, d), such as 250ms or 3h",
        "DURATION|0ms|must be longer than zero",
        "NUMBER|-1|must be a whole number from 0 to 2147483647",
        "NUMBER|2147483648|must be a whole number from 0 to 2147483647",
        "NUMBER|ten|must be a whole number from 0 to 2147483647",
        "NUMBER|1.0|must be a whole number from 0 to 2147483647",
        "NUMBER|+7|must be a whole number from 0 to 2147483647",
        "PORT|65536|must be a whole number from 0 to 65535",
        "DECIMAL|-0.1|must be a number of 0 or more, such as 0.1",
        "DECIMAL|NaN|must be a number of 0 or more, such as 0.1",
        "DECIMAL|1e999|must be a number of 0 or more, such as 0.1",
        "DECIMAL|1d|must be a number of 0 or more, such as 0.1",
        "DECIMAL|0x1p3|must be a number of 0 or more, such as 0.1",
        "DECIMAL|0,1|must be a number of 0 or more, such as 0.1",
        "URL|example.org|must be an http or https address",
        "URL|ftp://example.org|must be an http or https address",
        "URL|http:///path|must be an http or https address",
        "URL|http://a b|must be an http or https address",
        "URL|http://127.0.0.1:0/v1|must have a port from 1 to 65535, or none",
        "URL|http://127.0.0.1:65536|must have a port from 1 to 65535, or none",
        "ZONE|Mars/Olympus|must be a time zone, such as Europe/Berlin or UTC",
      })
  void refusesWithTheRule(Setting.Kind kind, String text, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettingParser.parse(kind, text))
        .withMessage(rule);
  }

  @ParameterizedTest
  @CsvSource({"https://me:hunter2@host/v1", "http://token@host"})
  void refusesAnAddressWithAPasswordBecauseAddressesAreShown(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettingParser.parse(Setting.Kind.URL, text))
        .withMessage("must not hold a user or a password, because addresses are shown");
  }
}
