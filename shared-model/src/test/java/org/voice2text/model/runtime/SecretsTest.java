package org.voice2text.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretsTest {

  @AfterEach
  void forget() {
    Secrets.set(List.of());
  }

  @Test
  void masksEveryOccurrenceOfAValue() {
    Secrets.set(List.of("hunter2"));
    assertThat(Secrets.mask("hunter2, and hunter2!")).isEqualTo("***, and ***!");
  }

  @Test
  void masksWhatLooksLikeABotTokenThoughItWasNeverSet() {
    assertThat(Secrets.mask("https://api.telegram.org/bot123456:AAF-abc_defghij/getMe"))
        .isEqualTo("https://api.telegram.org/bot***/getMe");
  }

  @Test
  void leavesTimesAndPortsAlone() {
    String text = "2026-11-01T10:00:00.123Z http://127.0.0.1:8080/health a:b 12:30";
    assertThat(Secrets.mask(text)).isEqualTo(text);
  }

  @Test
  void leavesNoRestOfASecretThatBeginsWithAnother() {
    Secrets.set(List.of("abcd", "abcd-efgh"));
    assertThat(Secrets.mask("x abcd-efgh y")).isEqualTo("x *** y");
  }

  @Test
  void masksASecretAlsoWhereItIsWrittenAsJson() {
    Secrets.set(List.of("pa\"ss\\word"));
    assertThat(Secrets.mask("{\"message\":\"pa\\\"ss\\\\word\"}"))
        .isEqualTo("{\"message\":\"***\"}");
  }
}
