package org.voice2text.bot.health;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.voice2text.bot.http.ProviderProbe;
import org.voice2text.model.health.HealthCheck;
import org.voice2text.model.health.HealthCheck.Finding;

/// Whether the language model could rewrite the next text: by what its last requests told, and by
/// asking its server. Without it people still get what they said.
///
/// @param good whether its last requests went well
/// @param message a few words about them, without an address
public record LanguageHealth(BooleanSupplier good, Supplier<String> message, ProviderProbe server)
    implements HealthCheck.Probe {
  @Override
  public Finding look() throws InterruptedException {
    if (!good.getAsBoolean()) {
      return Finding.unhealthy(message.get());
    }
    ProviderProbe.Answer answer = server.ask();
    return answer.usable()
        ? Finding.healthy(answer.message())
        : Finding.unhealthy(answer.message());
  }
}
