package org.voice2text.model.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.StartupException;

/// Where the live socket is. Only this machine can be meant: metrics are not for the network.
public sealed interface LiveAddress {

  /// A Unix domain socket.
  record Unix(Path path) implements LiveAddress {
    /// The operating systems' limits are 104 to 108 bytes, with the ending zero.
    static final int MAX_PATH_BYTES = 100;

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /// TCP on a loopback address.
  ///
  /// @param port 0 lets a listener take a free one
  record Tcp(InetAddress host, int port) implements LiveAddress {
    @Override
    public String toString() {
      String name = host.getHostAddress();
      return "tcp://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
  }

  Pattern TCP = Pattern.compile("tcp://(?:\\[([0-9a-fA-F:]+)]|([^:\\[\\]/]+)):(\\d{1,5})");

  /// @param text a path, or `tcp://127.0.0.1:9401`
  /// @throws IllegalArgumentException whose message is the rule that the text breaks
  static LiveAddress parse(String text) {
    return text.contains("://") ? parseTcp(text) : parseUnix(text);
  }

  private static LiveAddress parseUnix(String text) {
    Path path;
    try {
      path = Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("must be a file path, or tcp://127.0.0.1:PORT", e);
    }
    if (text.isBlank() || path.getFileName() == null) {
      throw new IllegalArgumentException("must be a file path, or tcp://127.0.0.1:PORT");
    }
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > Unix.MAX_PATH_BYTES) {
      throw new IllegalArgumentException(
          "must have at most %d bytes, because operating systems take no longer socket paths, and has %d;"
                  .formatted(Unix.MAX_PATH_BYTES, bytes)
              + " use a shorter or a relative path, or tcp://127.0.0.1:PORT");
    }
    return new Unix(path);
  }

  private static LiveAddress parseTcp(String text) {
    Matcher matcher = TCP.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must look like tcp://127.0.0.1:9401, or be a file path");
    }
    int port = Integer.parseInt(matcher.group(3));
    if (port > 65_535) {
      throw new IllegalArgumentException("must have a port from 0 to 65535");
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    try {
      InetAddress address =
          "localhost".equals(host) ? InetAddress.getLoopbackAddress() : InetAddress.ofLiteral(host);
      if (address.isLoopbackAddress()) {
        return new Tcp(address, port);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "must name a loopback address: 127.0.0.1, [::1] or localhost", e);
    }
    throw new IllegalArgumentException(
        "must name a loopback address: 127.0.0.1, [::1] or localhost");
  }

  /// Connects, as the one that pushes.
  ///
  /// @return a channel in blocking mode
  /// @throws IOException if nobody listens, or does not answer in time
  default SocketChannel connect(Duration timeout) throws IOException {
    SocketAddress address = socketAddress();
    SocketChannel channel =
        SocketChannel.open(
            address instanceof UnixDomainSocketAddress
                ? StandardProtocolFamily.UNIX
                : address instanceof InetSocketAddress inet && isIpv6(inet)
                    ? StandardProtocolFamily.INET6
                    : StandardProtocolFamily.INET);
    try (Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      if (!channel.connect(address)) {
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        selector.select(Math.max(1, timeout.toMillis()));
        if (!channel.finishConnect()) {
          throw new SocketTimeoutException("nobody answered within " + timeout.toMillis() + " ms");
        }
        key.cancel();
        selector.selectNow();
      }
      channel.configureBlocking(true);
      return channel;
    } catch (IOException | RuntimeException e) {
      try (channel) {
        throw e;
      }
    }
  }

  /// Listens, as the one that receives. A Unix socket's file that a killed process left behind is
  /// replaced; its folder is created, for this user alone.
  ///
  /// @throws StartupException if the address is taken or cannot be opened
  default ServerSocketChannel listen() {
    return switch (this) {
      case Unix unix -> UnixListener.open(unix.path());
      case Tcp tcp -> listenTcp(tcp);
    };
  }

  /// Stops listening, and removes what listening left behind.
  ///
  /// @param server what {@link #listen} returned
  default void stopListening(ServerSocketChannel server) throws IOException {
    switch (this) {
      case Unix unix -> UnixListener.close(unix.path(), server);
      case Tcp _ -> server.close();
    }
  }

  private static ServerSocketChannel listenTcp(Tcp tcp) {
    try {
      ServerSocketChannel server =
          ServerSocketChannel.open(
              isIpv6(new InetSocketAddress(tcp.host(), tcp.port()))
                  ? StandardProtocolFamily.INET6
                  : StandardProtocolFamily.INET);
      try {
        return server.bind(new InetSocketAddress(tcp.host(), tcp.port()));
      } catch (IOException e) {
        try (server) {
          throw e;
        }
      }
    } catch (IOException e) {
      throw new StartupException(
          ExitCode.CANNOT_OPEN,
          "LIVE_SOCKET=%s cannot be opened (%s). Is another exporter running? Stop it, or choose another port."
              .formatted(tcp, e.getMessage()),
          e);
    }
  }

  private SocketAddress socketAddress() {
    return switch (this) {
      case Unix unix -> UnixDomainSocketAddress.of(unix.path());
      case Tcp tcp -> new InetSocketAddress(tcp.host(), tcp.port());
    };
  }

  private static boolean isIpv6(InetSocketAddress address) {
    return address.getAddress() instanceof java.net.Inet6Address;
  }
}
