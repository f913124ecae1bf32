package org.voice2text.sandbox;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps other web pages, open in the same browser, out of everything that is answered here:
/// nothing asks for a password, and the bot's pretend token is known to all. The host must be one
/// of the sandbox's own names (against DNS rebinding), a stated origin must be the sandbox's, and
/// the browser must not say that another site asks, as it does also for pictures and links. A link
/// may open the page itself. Programs state neither origin nor site. Stateless.
final class OwnPageOnly {
  /// Names of this machine, and the sandbox's among the containers.
  private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]", "sandbox");

  private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

  private OwnPageOnly() {}

  static void check(Context ctx) {
    @Nullable String host = ctx.host();
    if (host == null || !isOwn(host)) {
      throw new ForbiddenResponse("The sandbox answers as 127.0.0.1, localhost or sandbox only");
    }
    @Nullable String origin = ctx.header("Origin");
    if ((origin != null && !origin.equals("http://" + host)) || isForeign(ctx)) {
      throw new ForbiddenResponse("The sandbox answers programs and its own page only");
    }
  }

  private static boolean isOwn(String host) {
    return HOSTS.contains(host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT));
  }

  private static boolean isForeign(Context ctx) {
    @Nullable String site = ctx.header("Sec-Fetch-Site");
    boolean opensThePage =
        ctx.method().equals(HandlerType.GET)
            && ctx.path().equals("/")
            && "navigate".equals(ctx.header("Sec-Fetch-Mode"));
    return site != null && FOREIGN.contains(site) && !opensThePage;
  }
}
