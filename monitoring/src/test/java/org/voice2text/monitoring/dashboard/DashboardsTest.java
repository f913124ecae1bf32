package org.voice2text.monitoring.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voice2text.monitoring.GeneratedFile;

/// What must hold for every dashboard, looked for in the JSON that Grafana reads. The rules are
/// those of Grafana's own linter as far as they fit, and ours. Of the linter's, variables for job
/// and instance are left out, since one exporter is scraped.
class DashboardsTest {
  private static final Pattern USED = Pattern.compile("\\$\\{?([a-zA-Z]\\w*)");
  private static final Pattern WINDOW = Pattern.compile("\\b(?:rate|irate)\\([^\\[]*\\[([^]]+)]");

  record File(String name, JsonNode json) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<File> files() throws IOException {
    List<File> files = new ArrayList<>();
    List<GeneratedFile> all = new ArrayList<>(Dashboards.files());
    all.add(Dashboards.runbooks(Path.of("../docs/runbooks.md")));
    for (GeneratedFile file : all) {
      files.add(new File(file.path(), new ObjectMapper().readTree(file.content())));
    }
    return files;
  }

  @Test
  void nameEachOtherApart() throws IOException {
    assertThat(files()).extracting(file -> file.json.path("uid").asText()).doesNotHaveDuplicates();
    assertThat(files())
        .extracting(file -> file.json.path("title").asText())
        .doesNotHaveDuplicates();
    assertThat(files())
        .extracting(File::name)
        .contains(
            "grafana/dashboards/operations.json",
            "grafana/dashboards/business.json",
            "grafana/dashboards/slo.json",
            "grafana/dashboards/cost.json",
            "grafana/dashboards/host.json",
            "grafana/dashboards/logs.json");
  }

  @ParameterizedTest
  @MethodSource("files")
  void haveWhatGrafanaWants(File file) {
    JsonNode json = file.json;
    assertThat(json.path("uid").asText()).matches("[a-z0-9-]{1,40}");
    assertThat(json.path("schemaVersion").asInt()).isEqualTo(42);
    assertThat(json.path("editable").asBoolean(true)).isFalse();
    assertThat(json.path("timezone").asText()).isEqualTo("browser");
    assertThat(json.path("id").isMissingNode()).isTrue();
    assertThat(json.path("tags").get(0).asText())
        .isEqualTo(json.path("links").get(0).path("tags").get(0).asText());
  }

  @ParameterizedTest
  @MethodSource("files")
  void explainEachPanel(File file) {
    for (JsonNode panel : panels(file)) {
      String title = panel.path("title").asText();
      JsonNode defaults = panel.path("fieldConfig").path("defaults");
      assertThat(title).isNotBlank().hasSizeLessThanOrEqualTo(40);
      assertThat(panel.path("description").asText()).as(title).endsWith(".");
      assertThat(defaults.path("unit").asText()).as(title).isNotEmpty();
      assertThat(defaults.path("noValue").asText()).as(title).isNotBlank();
      assertThat(panel.path("links").get(0).path("url").asText())
          .as(title)
          .startsWith("/d/voice2text-runbooks?viewPanel=panel-");
    }
  }

  @Test
  void linkEachPanelToTheRunbookThatItNames() throws IOException {
    Map<String, String> titles = new HashMap<>();
    File runbooks = files().getLast();
    panels(runbooks)
        .forEach(panel ->
            titles.put(
                "/d/%s?viewPanel=panel-%d"
                    .formatted(runbooks.json.path("uid").asText(), panel.path("id").asInt()),
                "Runbook: " + panel.path("title").asText()));
    for (File file : files()) {
      for (JsonNode panel : panels(file)) {
        JsonNode link = panel.path("links").get(0);
        assertThat(titles).containsEntry(link.path("url").asText(), link.path("title").asText());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void doNotLayPanelsUponEachOther(File file) {
    Set<String> taken = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonNode top : file.json.path("panels")) {
      assertThat(ids.add(top.path("id").asInt())).isTrue();
      occupy(top, taken);
      Set<String> below = new HashSet<>();
      for (JsonNode inside : top.path("panels")) {
        assertThat(ids.add(inside.path("id").asInt())).isTrue();
        assertThat(top.path("collapsed").asBoolean()).isTrue();
        occupy(inside, below);
      }
    }
  }

  private static void occupy(JsonNode panel, Set<String> taken) {
    JsonNode at = panel.path("gridPos");
    int right = at.path("x").asInt() + at.path("w").asInt();
    assertThat(right).as(panel.path("title").asText()).isLessThanOrEqualTo(24);
    for (int x = at.path("x").asInt(); x < right; x++) {
      for (int y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++) {
        assertThat(taken.add(x + "," + y))
            .as("%s at %d, %d", panel.path("title").asText(), x, y)
            .isTrue();
      }
    }
  }

  /// An empty place at the right of a line looks like something that is missing.
  @ParameterizedTest
  @MethodSource("files")
  void fillEachLine(File file) {
    for (JsonNode panel : panels(file)) {
      JsonNode at = panel.path("gridPos");
      int width =
          panels(file).stream()
              .filter(other -> other.path("gridPos").path("y").equals(at.path("y")))
              .filter(other -> row(file, other) == row(file, panel))
              .mapToInt(other -> other.path("gridPos").path("w").asInt())
              .sum();
      assertThat(width).as("%s: line of %s", file, panel.path("title").asText()).isEqualTo(24);
    }
  }

  private static int row(File file, JsonNode panel) {
    int row = 0;
    int id = panel.path("id").asInt();
    for (JsonNode top : file.json.path("panels")) {
      if (top.path("type").asText().equals("row") && top.path("id").asInt() < id) {
        row = top.path("id").asInt();
      }
    }
    return row;
  }

  @ParameterizedTest
  @MethodSource("files")
  void useTheVariablesThatTheyDefine(File file) {
    Set<String> defined = new HashSet<>();
    file.json
        .path("templating")
        .path("list")
        .forEach(variable -> assertThat(defined.add(variable.path("name").asText())).isTrue());
    Set<String> used = new HashSet<>();
    Stream.concat(texts(file, "expr"), texts(file, "uid"))
        .forEach(
            text -> USED.matcher(text).results().map(match -> match.group(1)).forEach(used::add));
    assertThat(used).containsExactlyInAnyOrderElementsOf(defined);
  }

  @ParameterizedTest
  @MethodSource("files")
  void takeRatesOverAWindowThatHoldsScrapes(File file) {
    texts(file, "expr")
        .forEach(expression ->
            assertThat(WINDOW.matcher(expression).results().map(match -> match.group(1)))
                .as(expression)
                .allMatch("$__rate_interval"::equals));
  }

  @ParameterizedTest
  @MethodSource("files")
  void giveEachQueryItsOwnLetterAndEachSeriesAName(File file) {
    for (JsonNode panel : panels(file)) {
      Set<String> letters = new HashSet<>();
      for (JsonNode target : panel.path("targets")) {
        assertThat(letters.add(target.path("refId").asText())).isTrue();
        if (!panel.path("type").asText().matches("table|logs")) {
          assertThat(target.path("legendFormat").asText())
              .as(panel.path("title").asText())
              .isNotBlank();
        }
        JsonNode source = target.path("datasource");
        assertThat(source.path("uid").asText()).matches("\\$\\{\\w+}");
        assertThat(source.equals(panel.path("datasource"))).isTrue();
      }
    }
  }

  /// All panels, those in closed rows too, without the headings.
  private static List<JsonNode> panels(File file) {
    List<JsonNode> panels = new ArrayList<>();
    for (JsonNode top : file.json.path("panels")) {
      if (!top.path("type").asText().equals("row")) {
        panels.add(top);
      }
      top.path("panels").forEach(panels::add);
    }
    return panels;
  }

  private static Stream<String> texts(File file, String field) {
    return StreamSupport.stream(file.json.findValues(field).spliterator(), false)
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText);
  }
}
