package org.voice2text.model.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final List<String> KNOWN = List.of("name", "sql", "refresh", "DATABASE_PATH");

  @Test
  void findsTheNearestName() {
    assertThat(Suggestion.of("refesh", KNOWN)).isEqualTo("; did you mean refresh?");
    assertThat(Suggestion.of("DATABSE_PTH", KNOWN)).isEqualTo("; did you mean DATABASE_PATH?");
    assertThat(Suggestion.of("nam", KNOWN)).isEqualTo("; did you mean name?");
  }

  @Test
  void saysNothingWhereNoNameIsNear() {
    assertThat(Suggestion.of("interval", KNOWN)).isEmpty();
    assertThat(Suggestion.of("xyz", KNOWN)).isEmpty();
    assertThat(Suggestion.of("", KNOWN)).isEmpty();
  }
}
