package org.voice2text.bot;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.voice2text.bot.conversation.DataFlow;
import org.voice2text.bot.conversation.DataFlow.Destination;
import org.voice2text.bot.transcription.engine.EngineName;

/// Says where recordings and texts go, by what is configured.
final class DataFlows {
  private static final Pattern PRIVATE_ADDRESS =
      Pattern.compile(
          "(127|10)\\.\\d+\\.\\d+\\.\\d+|192\\.168\\.\\d+\\.\\d+|172\\.(1[6-9]|2\\d|3[01])\\.\\d+\\.\\d+"
              + "|\\[::1]|\\[f[cd][0-9a-f]{2}:.*]");

  private DataFlows() {}

  /// @param engines those that are used
  static DataFlow of(BotConfig config, List<EngineName> engines) {
    Set<Destination> speech =
        engines.stream()
            .map(engine ->
                engine.provider().equals("openai")
                    ? destination(config.engines().openAiBaseUrl())
                    : Destination.HERE)
            .collect(Collectors.toSet());
    return new DataFlow(
        speech.size() > 1
            ? Destination.EITHER
            : speech.stream().findFirst().orElse(Destination.HERE),
        config.rewriting() == null ? null : destination(config.rewriting().baseUrl()));
  }

  /// A server of the operator's own network is no service of somebody else's: one under a private
  /// address, or under a name without a dot, as of a container beside this one.
  static Destination destination(URI server) {
    String host = String.valueOf(server.getHost()).toLowerCase(Locale.ROOT);
    boolean isName = !host.startsWith("[");
    boolean here =
        PRIVATE_ADDRESS.matcher(host).matches()
            || (isName && !host.contains("."))
            || host.equals("host.docker.internal");
    return here ? Destination.HERE : Destination.CLOUD;
  }
}
