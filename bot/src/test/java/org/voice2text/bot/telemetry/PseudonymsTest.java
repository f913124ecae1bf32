package org.voice2text.bot.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PseudonymsTest {
  private static Pseudonyms of(String key) {
    return new Pseudonyms(key.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tellPeopleApartAndStayTheSame() {
    assertThat(of("key").of(1)).matches("[0-9a-f]{32}").isEqualTo(of("key").of(1));
    assertThat(of("key").of(2)).isNotEqualTo(of("key").of(1));
  }

  @Test
  void dependOnTheKey() {
    assertThat(of("other").of(1)).isNotEqualTo(of("key").of(1));
  }
}
