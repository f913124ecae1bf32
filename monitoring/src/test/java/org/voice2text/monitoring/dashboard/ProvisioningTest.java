package org.voice2text.monitoring.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What Grafana finds at its start, by hand, fits to what is generated.
class ProvisioningTest {
  private static final Path FOLDER = Path.of("grafana/provisioning");

  @ParameterizedTest
  @EnumSource(Source.class)
  void eachKindOfDataSourceIsProvisionedWhereDashboardsLookFirst(Source source) throws IOException {
    assertThat(dataSources())
        .filteredOn(one -> source.type().equals(one.get("uid")))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.get("type")).isEqualTo(source.type());
          assertThat(one.get("name")).isEqualTo(source.provisioned());
        });
  }

  @Test
  void oneDataSourceIsTheDefault() throws IOException {
    assertThat(dataSources())
        .filteredOn(one -> Boolean.TRUE.equals(one.get("isDefault")))
        .extracting(one -> one.get("uid"))
        .containsExactly("prometheus");
    assertThat(dataSources()).extracting(one -> one.get("uid")).doesNotHaveDuplicates();
    assertThat(dataSources()).allMatch(one -> Boolean.FALSE.equals(one.get("editable")));
  }

  @Test
  void dashboardsAreReadOnly() throws IOException {
    Map<String, Object> file = read(FOLDER.resolve("dashboards/voice2text.yml"));
    assertThat(maps(file.get("providers")))
        .singleElement()
        .satisfies(provider -> {
          assertThat(provider).containsEntry("allowUiUpdates", false);
          assertThat(provider).containsEntry("disableDeletion", true);
          assertThat(provider).containsEntry("folder", "Voice2Text");
        });
  }

  /// Grafana reads `$` in these files as the beginning of a variable of the environment.
  @Test
  void dollarsAreDoubled() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER.resolve("datasources"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file).replace("$$", ""))
            .as(file.toString())
            .doesNotContain("$");
      }
    }
  }

  private static List<Map<String, Object>> dataSources() throws IOException {
    List<Map<String, Object>> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER.resolve("datasources"))) {
      for (Path file : files.sorted().toList()) {
        all.addAll(maps(read(file).get("datasources")));
      }
    }
    return all;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> maps(Object list) {
    return (List<Map<String, Object>>) list;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
    }
  }
}
