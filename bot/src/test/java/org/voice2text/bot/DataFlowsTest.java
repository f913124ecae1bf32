package org.voice2text.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.bot.conversation.DataFlow.Destination;

class DataFlowsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:1",
        "http://127.0.0.1/v1",
        "http://[::1]:8080",
        "http://[fd00::5]",
        "http://10.1.2.3",
        "http://192.168.0.7:8000",
        "http://172.16.0.1",
        "http://172.31.255.1",
        "http://speaches:8000",
        "http://Ollama:11434/v1",
        "http://host.docker.internal:11434",
      })
  void aServerOfTheOperatorsOwnNetworkIsNoCloud(URI server) {
    assertThat(DataFlows.destination(server)).isEqualTo(Destination.HERE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.openai.com/v1",
        "http://172.32.0.1",
        "http://8.8.8.8",
        "http://10.example.com",
        "http://127.0.0.1.example.com",
        "http://[2001:db8::1]",
        "http://localhost.example.com",
      })
  void anyOtherIs(URI server) {
    assertThat(DataFlows.destination(server)).isEqualTo(Destination.CLOUD);
  }
}
