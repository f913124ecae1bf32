package org.voice2text.bot;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.voice2text.bot.conversation.DataFlow;
import org.voice2text.bot.conversation.DataFlow.Destination;
import org.voice2text.bot.transcription.engine.EngineName;

/// Says where recordings and texts go, by what is configured.
final class DataFlows {
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

  /// A server under an address of this machine is no service of somebody else's.
  private static Destination destination(URI server) {
    String host = String.valueOf(server.getHost());
    boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    return here ? Destination.HERE : Destination.CLOUD;
  }
}
