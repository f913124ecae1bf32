package org.voice2text.bot.health;

import org.voice2text.bot.http.ProviderProbe;
import org.voice2text.bot.rewriting.ModelHealth;
import org.voice2text.model.health.HealthCheck.Finding;

/// Whether the language model could rewrite the next text: by what the last requests told, and by
/// asking its server. Thread-safe.
public final class LanguageHealth {
  private final ModelHealth model;
  private final ProviderProbe server;

  public LanguageHealth(ModelHealth model, ProviderProbe server) {
    this.model = model;
    this.server = server;
  }

  Finding look() throws InterruptedException {
    if (!model.isGood()) {
      return Finding.unhealthy(model.message());
    }
    ProviderProbe.Answer answer = server.ask();
    return answer.usable()
        ? Finding.healthy(answer.message())
        : Finding.unhealthy(answer.message());
  }
}
