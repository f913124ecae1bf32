package org.voice2text.monitoring.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `container/healthy.sh`, which the images of bot and exporter are looked after by.
class HealthCheckTest {

  @ParameterizedTest
  @CsvSource({"200,true", "401,true", "503,false", "404,false", "302,false"})
  void goesByTheAnswerWhetherTheProcessLives(int status, boolean healthy) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean asked = exchange.getRequestURI().getPath().equals("/health/live");
          exchange.sendResponseHeaders(asked ? status : 500, -1);
          exchange.close();
        });
    server.start();
    try {
      assertThat(isHealthy(server.getAddress().getPort())).isEqualTo(healthy);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void takesAProcessForDeadThatDoesNotAnswer() throws Exception {
    try (ServerSocket silent = listen()) {
      assertThat(isHealthy(silent.getLocalPort())).isFalse();
    }
  }

  @Test
  void takesAProcessForDeadThatDoesNotListen() throws Exception {
    int port;
    try (ServerSocket closed = listen()) {
      port = closed.getLocalPort();
    }
    assertThat(isHealthy(port)).isFalse();
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static boolean isHealthy(int port) throws IOException, InterruptedException {
    return OutsideProgram.find("bash")
            .run(Map.of(), ProjectFiles.ROOT, "container/healthy.sh", Integer.toString(port))
            .code()
        == 0;
  }
}
