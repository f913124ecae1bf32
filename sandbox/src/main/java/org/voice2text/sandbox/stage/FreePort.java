package org.voice2text.sandbox.stage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A port for a process that must know it before it starts.
public final class FreePort {
  private FreePort() {}

  public static int find() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
