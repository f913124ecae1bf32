package org.voice2text.bot.rewriting;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Which language model rewrites.
///
/// @param baseUrl of any server with OpenAI's chat API, up to `/v1`
/// @param key null for a server without one
public record RewriteConfig(URI baseUrl, @Nullable String key, String model) {
  /// Without the key.
  @Override
  public String toString() {
    return "RewriteConfig[model=%s]".formatted(model);
  }
}
