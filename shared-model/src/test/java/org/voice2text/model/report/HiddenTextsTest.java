package org.voice2text.model.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HiddenTextsTest {
  private final HiddenTexts texts = new HiddenTexts();

  @Test
  void blanksWhatATextHasTooAndNothingElse() {
    texts.hide("job", "And so, my fellow Americans: ask not what your country can do for you.");
    assertThat(blank("Unexpected 'ask not what your COUNTRY' at line 1"))
        .isEqualTo("Unexpected '…' at line 1");
    assertThat(blank("and so my fellow americans")).isEqualTo("…");
    assertThat(blank("For you there is nothing; ask not"))
        .isEqualTo("For you there is nothing; ask not");
    assertThat(blank("")).isEmpty();
  }

  @Test
  void knowsShortTextsAsAWhole() {
    texts.hide("one", "Yes.");
    texts.hide("two", "Not now");
    texts.hide("three", "…");
    assertThat(blank("Unrecognized token 'Yes': not now, now"))
        .isEqualTo("Unrecognized token '…': …, now");
  }

  @Test
  void forgetsWithItsOwner() {
    texts.hide("one", "the first text");
    texts.hide("two", "the second text");
    texts.forget("one");
    assertThat(blank("the first text, the second text")).isEqualTo("the first text, …");
  }

  private String blank(String text) {
    return texts.blanker().blank(text);
  }
}
