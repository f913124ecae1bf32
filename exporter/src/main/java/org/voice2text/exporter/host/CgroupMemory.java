package org.voice2text.exporter.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What the control groups allow this process, in version 1 or 2. A group is limited by those
/// around it too. In a container the groups outside of it cannot be seen, and its own may be the
/// root.
final class CgroupMemory {
  private final Path membership;
  private final Path root;

  /// @param used without the file cache that can be dropped
  record Limit(long bytes, long used) {}

  /// Where a version keeps its numbers.
  private record Version(String limit, String usage, String droppable) {
    static final Version V1 =
        new Version("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");
    static final Version V2 = new Version("memory.max", "memory.current", "inactive_file");
  }

  CgroupMemory(Path proc, Path cgroups) {
    this.membership = proc.resolve("self/cgroup");
    this.root = cgroups;
  }

  /// The tightest limit; of equal ones that of the group that uses more. Empty if there is none, or
  /// only version 1's way to say so, which is a number larger than any memory.
  Optional<Limit> read() throws IOException {
    if (!Files.exists(membership)) {
      return Optional.empty();
    }
    // Each line: number, controllers (none for version 2), path of the group.
    List<String[]> lines =
        Files.readAllLines(membership).stream()
            .map(line -> line.split(":", 3))
            .filter(fields -> fields.length == 3)
            .toList();
    for (String[] fields : lines) {
      if (List.of(fields[1].split(",", -1)).contains("memory")) {
        return tightest(root.resolve("memory"), fields[2], Version.V1);
      }
    }
    for (String[] fields : lines) {
      if (fields[1].isEmpty()) {
        return tightest(root, fields[2], Version.V2);
      }
    }
    return Optional.empty();
  }

  private static Optional<Limit> tightest(Path top, String group, Version version)
      throws IOException {
    List<Limit> limits = new ArrayList<>();
    Path folder = top.resolve("." + group).normalize();
    while (folder != null && folder.startsWith(top)) {
      limit(folder, version).ifPresent(limits::add);
      folder = folder.getParent();
    }
    return limits.stream()
        .min(
            Comparator.comparingLong(Limit::bytes)
                .thenComparing(Comparator.comparingLong(Limit::used).reversed()));
  }

  private static Optional<Limit> limit(Path folder, Version version) throws IOException {
    OptionalLong bytes = KernelFile.number(folder.resolve(version.limit()));
    OptionalLong usage = KernelFile.number(folder.resolve(version.usage()));
    if (bytes.isEmpty() || usage.isEmpty()) {
      return Optional.empty();
    }
    Path statistics = folder.resolve("memory.stat");
    long droppable =
        Files.exists(statistics)
            ? KernelFile.values(statistics).getOrDefault(version.droppable(), 0L)
            : 0;
    return Optional.of(new Limit(bytes.getAsLong(), Math.max(0, usage.getAsLong() - droppable)));
  }
}
