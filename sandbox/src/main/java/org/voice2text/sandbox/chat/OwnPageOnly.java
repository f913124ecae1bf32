package org.voice2text.sandbox.chat;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps other web pages, open in the same browser, out of the chat: the host must be this machine
/// by name (against DNS rebinding) and a stated origin must be our own.
final class OwnPageOnly {
  private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost");

  private OwnPageOnly() {}

  static void check(Context ctx) {
    @Nullable String host = ctx.host();
    @Nullable String origin = ctx.header("Origin");
    if (host == null
        || !HOSTS.contains(host.replaceFirst(":\\d+$", ""))
        || (origin != null && !origin.equals("http://" + host))) {
      throw new ForbiddenResponse("The web chat answers its own page only");
    }
  }
}
