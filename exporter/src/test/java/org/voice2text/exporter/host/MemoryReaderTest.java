package org.voice2text.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trees of `/proc` and `/sys/fs/cgroup` as they are found on machines and in containers.
class MemoryReaderTest {
  private static final long GIB = 1L << 30;

  @TempDir Path folder;

  private HostScope scope = HostScope.CONTAINER;

  @Test
  void readsAMachineWithoutLimits() throws IOException {
    meminfo();
    assertThat(read()).isEqualTo(new Memory(8 * GIB, 5 * GIB, 3 * GIB, 8 * GIB));
    file("proc/self/cgroup", "0::/user.slice/user-1000.slice\n");
    v2("user.slice/user-1000.slice", "max", GIB, 0);
    assertThat(read()).isEqualTo(new Memory(8 * GIB, 5 * GIB, 3 * GIB, 8 * GIB));
  }

  @Test
  void respectsTheLimitOfAContainerOfVersion2() throws IOException {
    meminfo();
    file("proc/self/cgroup", "0::/\n");
    v2("", "" + 2 * GIB, 3 * GIB / 2, GIB);
    assertThat(read()).isEqualTo(new Memory(2 * GIB, GIB / 2, 3 * GIB / 2, 8 * GIB));
  }

  @Test
  void tellsOfTheMachineWhateverTheLimitIfAskedTo() throws IOException {
    meminfo();
    file("proc/self/cgroup", "0::/\n");
    v2("", "" + 2 * GIB, 3 * GIB / 2, GIB);
    scope = HostScope.MACHINE;
    assertThat(read()).isEqualTo(new Memory(8 * GIB, 5 * GIB, 3 * GIB, 8 * GIB));
  }

  @Test
  void respectsTheTightestOfNestedLimits() throws IOException {
    meminfo();
    file("proc/self/cgroup", "0::/machine.slice/pod/exporter\n");
    v2("machine.slice/pod/exporter", "max", GIB / 4, 0);
    v2("machine.slice/pod", "" + GIB, 3 * GIB / 4, GIB / 4);
    v2("machine.slice", "" + 4 * GIB, 3 * GIB, 0);
    assertThat(read()).isEqualTo(new Memory(GIB, GIB / 2, GIB / 2, 8 * GIB));
  }

  @Test
  void ofEqualLimitsTheFullerOneHolds() throws IOException {
    meminfo();
    file("proc/self/cgroup", "0::/pod/exporter\n");
    v2("pod/exporter", "" + GIB, GIB / 4, 0);
    v2("pod", "" + GIB, 3 * GIB / 4, 0);
    assertThat(read()).isEqualTo(new Memory(GIB, 3 * GIB / 4, GIB / 4, 8 * GIB));
  }

  @Test
  void respectsTheLimitOfAContainerOfVersion1() throws IOException {
    meminfo();
    file(
        "proc/self/cgroup",
        "12:cpu,cpuacct:/docker/0123\n7:memory,hugetlb:/docker/0123\n1:name=systemd:/docker/0123\n0::/\n");
    // The path is that of the host; in the container its group is the root.
    v1("", "" + GIB, GIB / 2, GIB / 8);
    assertThat(read()).isEqualTo(new Memory(GIB, 3 * GIB / 8, 5 * GIB / 8, 8 * GIB));
  }

  @Test
  void takesVersion1sHugeNumberForNoLimit() throws IOException {
    meminfo();
    file("proc/self/cgroup", "7:memory:/job\n0::/\n");
    v1("", "9223372036854771712", GIB, 0);
    v1("job", "9223372036854771712", GIB, 0);
    assertThat(read()).isEqualTo(new Memory(8 * GIB, 5 * GIB, 3 * GIB, 8 * GIB));
    v1("job", "" + GIB, GIB / 2, 0);
    assertThat(read()).isEqualTo(new Memory(GIB, GIB / 2, GIB / 2, 8 * GIB));
  }

  @Test
  void seesALimitThatIsChangedWhileItRuns() throws IOException {
    meminfo();
    file("proc/self/cgroup", "0::/\n");
    v2("", "max", GIB / 2, 0);
    MemoryReader reader = reader();
    assertThat(reader.read().total()).isEqualTo(8 * GIB);
    v2("", "" + GIB, GIB / 2, 0);
    assertThat(reader.read().total()).isEqualTo(GIB);
  }

  @Test
  void promisesNoMoreThanTheMachineHasLeft() throws IOException {
    meminfo();
    file("proc/self/cgroup", "0::/\n");
    v2("", "" + 6 * GIB, GIB, 0);
    assertThat(read()).isEqualTo(new Memory(6 * GIB, GIB, 3 * GIB, 8 * GIB));
  }

  @Test
  void staysWithinBoundsWhenTheNumbersDisagree() throws IOException {
    meminfo();
    file("proc/self/cgroup", "0::/../../elsewhere\nnonsense\n");
    v2("", "" + GIB, GIB / 4, GIB / 2);
    assertThat(read()).isEqualTo(new Memory(8 * GIB, 5 * GIB, 3 * GIB, 8 * GIB));
    file("proc/self/cgroup", "0::/\n");
    assertThat(read()).isEqualTo(new Memory(GIB, 0, GIB, 8 * GIB));
    v2("", "" + GIB, 2 * GIB, 0);
    assertThat(read()).isEqualTo(new Memory(GIB, GIB, 0, 8 * GIB));
  }

  @Test
  void failsWhereTheKernelTellsNothing() throws IOException {
    Files.createDirectories(folder.resolve("proc/meminfo"));
    assertThatExceptionOfType(IOException.class).isThrownBy(this::read);
  }

  @Test
  void asksTheJdkWhereThereIsNoProc() throws IOException {
    Memory memory = read();
    assertThat(memory.total()).isEqualTo(jdk().getTotalMemorySize());
    assertThat(memory.used() + memory.available()).isEqualTo(memory.total());
  }

  /// The JDK finds limits by a way of its own.
  @Test
  void agreesWithTheJdkOnThisMachine() throws IOException {
    Memory memory =
        new MemoryReader(Path.of("/proc"), Path.of("/sys/fs/cgroup"), HostScope.CONTAINER).read();
    assertThat(memory.total()).isEqualTo(jdk().getTotalMemorySize());
    assertThat(memory.used()).isPositive().isLessThan(memory.total());
    assertThat(memory.available()).isPositive().isLessThan(memory.total());
  }

  private static OperatingSystemMXBean jdk() {
    return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  }

  private MemoryReader reader() {
    return new MemoryReader(folder.resolve("proc"), folder.resolve("cgroup"), scope);
  }

  private Memory read() throws IOException {
    return reader().read();
  }

  private void meminfo() throws IOException {
    file(
        "proc/meminfo",
        """
        MemTotal:        8388608 kB
        MemFree:         1048576 kB
        MemAvailable:    3145728 kB
        Active(anon):    2097152 kB
        HugePages_Total:       0
        """);
  }

  private void v2(String group, String limit, long usage, long inactive) throws IOException {
    String at = "cgroup/" + group + "/";
    file(at + "memory.max", limit + "\n");
    file(at + "memory.current", usage + "\n");
    file(at + "memory.stat", "anon 4096\ninactive_file " + inactive + "\nfile 1\n");
  }

  private void v1(String group, String limit, long usage, long inactive) throws IOException {
    String at = "cgroup/memory/" + group + "/";
    file(at + "memory.limit_in_bytes", limit + "\n");
    file(at + "memory.usage_in_bytes", usage + "\n");
    file(at + "memory.stat", "inactive_file 1\ntotal_inactive_file " + inactive + "\n");
  }

  private void file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
