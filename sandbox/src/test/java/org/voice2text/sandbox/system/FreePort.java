package org.voice2text.sandbox.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A port for a process that must know it before it starts.
final class FreePort {
  private FreePort() {}

  static int find() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
