package org.voice2text.sandbox.drill;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.voice2text.sandbox.stage.Folders;

/// Causes each fault that an alert is for, with the real processes and the real Prometheus and
/// Alertmanager, and writes what came of it to `docs/alert-drill.md`. Called by `make drill`.
public final class Drill {
  private Drill() {}

  /// @param args the `java` program, the project's folder, and names of alerts separated by commas,
  ///   or nothing for all
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("voice2text-drill");
    Path project = Path.of(args[1]).toAbsolutePath().normalize();
    Set<String> wanted = args.length > 2 && !args[2].isBlank() ? Set.of(args[2].split(",")) : Set.of();
    DrillPlace place = new DrillPlace(Path.of(args[0]), project, folder);
    try {
      List<Scenario> scenarios =
          Stream.of(ProcessScenarios.ALL, SpeechScenarios.ALL, MachineScenarios.ALL, PeopleScenarios.ALL)
              .flatMap(List::stream)
              .filter(s -> wanted.isEmpty() || wanted.contains(s.alert()))
              .toList();
      for (Scenario s : scenarios) {
        System.out.println(s.alert() + " " + new Trial(s, place.in(s.alert())).run().toString().replaceAll("scenario=Scenario.*?(PT[^]]*)\\], ", ""));
      }
    } finally {
      Folders.delete(folder);
    }
    System.exit(0);
  }
}
