package org.voice2text.sandbox.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.voice2text.sandbox.stage.ProcFs;

final class MachineLoadTest {
  @Test
  void readsTheTimesOfAllProcessorsWithoutThoseOfGuests() {
    assertThat(MachineLoad.times("cpu  10 20 30 40 50 60 70 80 90 100"))
        .containsExactly(10L, 20L, 30L, 40L, 50L, 60L, 70L, 80L);
  }

  @Test
  void tellsItsOwnWorkFromThatOfTheMachine() throws Exception {
    MachineLoad before = MachineLoad.now();
    Duration ofChildren = ofChildren();
    // A child that has ended counts, as the conversions of the bot do.
    Process loop =
        new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done").start();
    assertThat(loop.waitFor(60, TimeUnit.SECONDS)).isTrue();

    MachineLoad.Shares shares = before.until(MachineLoad.now());

    assertThat(ofChildren()).isGreaterThan(ofChildren);
    assertThat(shares.own()).isGreaterThan(0).isLessThanOrEqualTo(1.1);
    assertThat(shares.busy()).isGreaterThan(0).isLessThanOrEqualTo(1);
  }

  private static Duration ofChildren() throws IOException {
    long self = ProcessHandle.current().pid();
    return ProcFs.cpuTimeWithChildren(self).minus(ProcFs.cpuTime(self));
  }
}
