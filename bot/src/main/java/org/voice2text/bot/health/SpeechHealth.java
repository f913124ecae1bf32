package org.voice2text.bot.health;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.http.ProviderProbe;
import org.voice2text.bot.transcription.engine.EngineHealth;
import org.voice2text.model.health.HealthCheck.Finding;

/// Which speech engines could take the next recording: by what their last requests told, and for
/// those on a server by asking it. Thread-safe.
public final class SpeechHealth {
  private final Supplier<List<EngineHealth>> engines;
  private final Map<String, ProviderProbe> servers;

  /// @param engines how they are now, in the order in which they are asked
  /// @param servers by provider, for those that have one
  public SpeechHealth(Supplier<List<EngineHealth>> engines, Map<String, ProviderProbe> servers) {
    this.engines = engines;
    this.servers = Map.copyOf(servers);
  }

  List<String> providers() {
    return engines.get().stream().map(engine -> engine.engine().provider()).distinct().toList();
  }

  /// One that works is enough: recordings fall back to it.
  Finding all() throws InterruptedException {
    List<EngineHealth> all = engines.get();
    int ready = 0;
    for (EngineHealth engine : all) {
      if (look(engine).healthy()) {
        ready++;
      }
    }
    return Finding.ofSeveral(ready, all.size(), "speech engines are ready");
  }

  Finding of(String provider) throws InterruptedException {
    for (EngineHealth engine : engines.get()) {
      if (engine.engine().provider().equals(provider)) {
        return look(engine);
      }
    }
    throw new IllegalArgumentException("There is no speech engine " + provider);
  }

  /// Not the engine's own message, which may name a program or an address.
  private Finding look(EngineHealth engine) throws InterruptedException {
    if (engine.circuit() == EngineHealth.Circuit.OPEN) {
      return Finding.unhealthy("is left alone for a while after failures");
    }
    if (!engine.ready()) {
      return Finding.unhealthy("is not ready; the log says why");
    }
    @Nullable ProviderProbe server = servers.get(engine.engine().provider());
    if (server == null) {
      return Finding.healthy("is ready");
    }
    ProviderProbe.Answer answer = server.ask();
    return answer.usable()
        ? Finding.healthy(answer.message())
        : Finding.unhealthy(answer.message());
  }
}
