package org.voice2text.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The strict reader is strict.
class OpenMetricsTextTest {
  private static final String GOOD =
      """
      # TYPE c counter
      # HELP c A \\\\ and a \\" and a \\n.
      c_total{a="1"} 1.0 # {trace_id="x"} 1.0 1700000000.000
      c_created{a="1"} 1700000000.000
      # TYPE h histogram
      h_bucket{le="1.0"} 1
      h_bucket{le="+Inf"} 2
      h_count 2
      h_sum NaN
      # EOF
      """;

  @Test
  void findsNothingWhereNothingIsWrong() {
    assertThat(OpenMetricsText.parse(GOOD).problems()).isEmpty();
    assertThat(OpenMetricsText.parse(GOOD).samples())
        .containsEntry("c_total{a=1}", 1.0)
        .containsEntry("h_bucket{le=Infinity}", 2.0)
        .hasSize(6);
  }

  /// A `~` stands for the end of a line.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "# EOF|# EOF~|does not end",
        "h_count 2|h_count 3|the count is not that of the last bucket",
        "h_bucket{le=\"+Inf\"} 2|h_bucket{le=\"+Inf\"} 0|buckets do not rise",
        "h_bucket{le=\"+Inf\"} 2|h_bucket{le=\"2.0\"} 2|no last bucket",
        "c_total{a=\"1\"} 1.0|c_total{a=\"1\",a=\"2\"} 1.0|a label twice",
        "c_total{a=\"1\"} 1.0|c_total{a=\"1\"} -1.0|less than nothing",
        "c_total{a=\"1\"} 1.0|c_total{a=\"1\" } 1.0|no line of the format",
        "c_total{a=\"1\"} 1.0|c{a=\"1\"} 1.0|no sample of the family above it",
        "h_sum NaN|h_sum NaN # {a=\"1\"} 1|an exemplar where none may be",
        "h_sum NaN|h_sum NaN~h_sum NaN|the same series twice",
        "# TYPE h histogram|# TYPE h histo|an unknown type",
        "# TYPE h histogram|# TYPE h histogram~# TYPE h histogram|metadata twice",
        "# TYPE h histogram|# TYPE h histogram~# UNIT h seconds|a unit that the name does not end in",
        "h_sum NaN|h_sum NaN~# TYPE c counter|the family comes a second time",
      })
  void findsWhatIsWrong(String good, String bad, String problem) {
    String text = GOOD.replace(good, bad.replace('~', '\n'));
    assertThat(text).isNotEqualTo(GOOD);
    assertThat(OpenMetricsText.parse(text).problems())
        .isNotEmpty()
        .anyMatch(found -> found.startsWith(problem));
  }
}
