package org.voice2text.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineCpuTest {
  @TempDir Path proc;

  @Test
  void sharesTheTimeSinceItWasLastAsked() throws IOException {
    MachineCpu cpu = new MachineCpu(proc);
    // user nice system idle iowait irq softirq steal guest guest_nice; guests are in user already.
    stat("cpu  100 0 50 800 50 0 0 0 70 0");
    assertThat(cpu.getAsDouble()).isEqualTo(1 - 850 / 1000.0);
    stat("cpu  150 10 60 820 60 5 5 0 90 0");
    assertThat(cpu.getAsDouble()).isEqualTo(1 - 30 / 110.0);
  }

  @Test
  void isUnknownWhileNoTimePasses() throws IOException {
    MachineCpu cpu = new MachineCpu(proc);
    stat("cpu  100 0 50 800 50 0 0 0 0 0");
    double first = cpu.getAsDouble();
    assertThat(first).isPositive();
    assertThat(cpu.getAsDouble()).isNegative();
  }

  @Test
  void isUnknownWithoutNumbers() throws IOException {
    assertThat(new MachineCpu(proc).getAsDouble()).isNegative();
    for (String line : new String[] {"", "cpu", "cpu  1 2 3", "cpu  1 2 x 4 5 6"}) {
      stat(line);
      assertThat(new MachineCpu(proc).getAsDouble()).as(line).isNegative();
    }
  }

  private void stat(String line) throws IOException {
    Files.writeString(proc.resolve("stat"), line + "\ncpu0 1 1 1 1 1 1 1 1 1 1\n");
  }
}
