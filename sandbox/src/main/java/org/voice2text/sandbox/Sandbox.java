package org.voice2text.sandbox;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.voice2text.model.config.Setting;
import org.voice2text.model.config.Settings;
import org.voice2text.model.config.StartupException;
import org.voice2text.model.runtime.Application;
import org.voice2text.model.runtime.Logs;
import org.voice2text.sandbox.traffic.TrafficPlan;

/// Start here. A pretend outside world in one process: Telegram's Bot API with a web chat, a speech
/// API and a Sentry server, on one port of this machine.
public final class Sandbox {
  private Sandbox() {}

  /// Starts a sandbox inside this process.
  ///
  /// @param port 0 for a free one
  /// @throws StartupException if the port is taken
  public static SandboxServer start(int port) {
    return new SandboxServer(port, InstantSource.system());
  }

  /// @param args none, or `--traffic=USERS,PER_SECOND`: people who write to the first bot that
  ///   calls
  public static void main(String[] args) {
    Application.run(application -> run(application, args));
  }

  private static void run(Application application, String[] args) throws InterruptedException {
    Optional<TrafficPlan> traffic = StartOptions.traffic(args);
    Settings settings = Settings.load(Setting.Program.SANDBOX);
    settings.verify(List.of());
    Logs.configure(settings);
    try (SandboxServer server =
        new SandboxServer(
            settings.text(Setting.SANDBOX_HOST).orElseThrow(),
            settings.number(Setting.SANDBOX_PORT),
            InstantSource.system())) {
      System.out.println("Sandbox: " + server.uri() + "/");
      System.out.flush();
      traffic.ifPresent(server.traffic()::start);
      application.awaitStop();
    }
  }
}
