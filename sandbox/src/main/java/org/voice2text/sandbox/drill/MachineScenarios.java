package org.voice2text.sandbox.drill;

import java.util.List;
import org.voice2text.sandbox.stage.AppProcess;

/// A machine that runs short of something.
final class MachineScenarios {
  private static final String[] LARGE = {"-Xms3400m", "-Xmx3400m", "-XX:+AlwaysPreTouch"};
  private static final long LARGE_NEEDS_MB = 5000;

  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
                  "LowDiskSpace",
                  "the file system of the database, 64 MB in memory, is filled up",
                  stage -> SmallDisk.fill(stage.stage.data()))
              .followedBy("HighErrorRate", "BusinessMetricsStale")
              .prepared(stage -> SmallDisk.mount(stage.data())),
          Scenario.of(
                  "HighMemoryUsage",
                  "the bot is started with a heap of 3.4 GB, all of it touched",
                  stage -> {
                    restart(stage, LARGE);
                    return () -> restart(stage);
                  })
              // While it starts, touching all of its heap, there is no bot.
              .followedBy("BotDown", "SLOPage freshness", "SLOTicket freshness")
              .prepared(_ -> {
                long available = Machine.availableMegabytes();
                if (available < LARGE_NEEDS_MB) {
                  throw new Scenario.NotPossible(
                      "the machine has %d MB of memory left, of which %d would be taken"
                          .formatted(available, LARGE_NEEDS_MB));
                }
                return () -> {};
              }),
          Scenario.of(
                  "HighCPUUsage",
                  "a busy loop on each processor, at the lowest priority",
                  stage -> {
                    List<AppProcess> loops = Machine.keepBusy(stage.folder());
                    return () -> loops.forEach(AppProcess::close);
                  })
              .onItsOwn());

  private MachineScenarios() {}

  private static void restart(DrillStage stage, String... flags) throws Exception {
    int _ = stage.bot().terminate();
    stage.stage.withoutFlags().withFlags(flags);
    stage.startBot();
  }
}
