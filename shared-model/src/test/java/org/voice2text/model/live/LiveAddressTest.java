package org.voice2text.model.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.StartupException;

class LiveAddressTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"tcp://127.0.0.1:9401", "tcp://[0:0:0:0:0:0:0:1]:9401", "data/live.sock", "/x/y"})
  void printsWhatItParsed(String text) {
    assertThat(LiveAddress.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://10.0.0.1:9401",
        "tcp://example.org:9401",
        "tcp://0.0.0.0:9401",
        "tcp://127.0.0.1",
        "tcp://127.0.0.1:70000",
        "http://127.0.0.1:1",
        "",
        "/"
      })
  void refusesWhatIsNotLocal(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LiveAddress.parse(text))
        .withMessageStartingWith("must ");
  }

  @Test
  void refusesAPathThatOperatingSystemsCutOff() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LiveAddress.parse("/" + "x".repeat(100)))
        .withMessage(
            "must have at most 100 bytes, because operating systems take no longer socket paths, and has"
                + " 101; use a shorter or a relative path, or tcp://127.0.0.1:PORT");
  }

  @Test
  void letsOnlyThisUserConnect() throws Exception {
    Path path = folder.resolve("run/live.sock");
    LiveAddress address = LiveAddress.parse(path.toString());

    try (ServerSocketChannel _ = address.listen();
        SocketChannel client = address.connect(SOON)) {
      assertThat(client.isConnected()).isTrue();
      assertThat(client.isBlocking()).isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void connectsOverTcp() throws Exception {
    try (ServerSocketChannel server = LiveAddress.parse("tcp://127.0.0.1:0").listen()) {
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      try (SocketChannel client = LiveAddress.parse("tcp://localhost:" + port).connect(SOON)) {
        assertThat(client.isConnected()).isTrue();
      }
      assertThatExceptionOfType(StartupException.class)
          .isThrownBy(() -> LiveAddress.parse("tcp://127.0.0.1:" + port).listen())
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CANNOT_OPEN));
    }
  }

  @Test
  void replacesTheSocketOfAKilledProcess() throws Exception {
    Path path = folder.resolve("live.sock");
    ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    killed.bind(UnixDomainSocketAddress.of(path));
    killed.close();
    assertThat(path).exists();

    try (ServerSocketChannel _ = LiveAddress.parse(path.toString()).listen();
        SocketChannel client = LiveAddress.parse(path.toString()).connect(SOON)) {
      assertThat(client.isConnected()).isTrue();
    }
  }

  @Test
  void leavesTheSocketOfARunningProcessAlone() throws Exception {
    LiveAddress address = LiveAddress.parse(folder.resolve("live.sock").toString());
    try (ServerSocketChannel _ = address.listen()) {
      assertThatExceptionOfType(StartupException.class)
          .isThrownBy(address::listen)
          .withMessage(
              "LIVE_SOCKET=%s is in use: another exporter listens there. Stop it first.", address)
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CANNOT_OPEN));
      try (SocketChannel client = address.connect(SOON)) {
        assertThat(client.isConnected()).isTrue();
      }
    }
  }

  @Test
  void neverDeletesAFile() throws Exception {
    Path path = Files.writeString(folder.resolve("precious.txt"), "kept");

    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() -> LiveAddress.parse(path.toString()).listen())
        .withMessage(
            "LIVE_SOCKET=%s is a file and not a socket. Choose another path, or move the file away.",
            path)
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CANNOT_OPEN));
    assertThat(path).hasContent("kept");
  }

  @Test
  void saysThatNobodyListens() {
    assertThatIOException()
        .isThrownBy(() -> LiveAddress.parse(folder.resolve("none.sock").toString()).connect(SOON));
  }
}
