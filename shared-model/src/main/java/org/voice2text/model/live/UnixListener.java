package org.voice2text.model.live;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.StartupException;

/// Opens a Unix domain socket where nobody else listens, and nobody but this user can connect.
final class UnixListener {
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(1);

  private static final String IN_USE = "is in use: another exporter listens there. Stop it first.";

  private UnixListener() {}

  /// One process after the other: else the second could take the socket that the first has just
  /// bound for the leftover that it saw a moment before, and remove it. The lock file stays,
  /// because one that is removed protects nobody.
  static synchronized ServerSocketChannel open(Path path) {
    try {
      createFolder(path);
    } catch (IOException e) {
      throw refuse(path, e);
    }
    try (FileChannel lockFile = FileChannel.open(lockFile(path), CREATE, WRITE);
        FileLock _ = lockFile.lock()) {
      removeLeftover(path);
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        server.bind(UnixDomainSocketAddress.of(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        return server;
      } catch (IOException e) {
        try (server) {
          throw e;
        }
      }
    } catch (BindException e) {
      // Another exporter was quicker, between our look and our bind.
      throw refuse(path, IN_USE, e);
    } catch (IOException e) {
      throw refuse(path, e);
    }
  }

  /// The file goes while it is still answered: a moment later it could be another's.
  static synchronized void close(Path path, ServerSocketChannel server) throws IOException {
    if (!server.isOpen()) {
      return;
    }
    try (server;
        FileChannel lockFile = FileChannel.open(lockFile(path), CREATE, WRITE);
        FileLock _ = lockFile.lock()) {
      Files.deleteIfExists(path);
    }
  }

  private static Path lockFile(Path path) {
    return path.resolveSibling(path.getFileName() + ".lock");
  }

  private static void createFolder(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static void removeLeftover(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isOther()) {
      throw refuse(
          path, "is a file and not a socket. Choose another path, or move the file away.", null);
    }
    if (isAnswered(path)) {
      throw refuse(path, IN_USE, null);
    }
    Files.deleteIfExists(path);
  }

  private static boolean isAnswered(Path path) {
    try (SocketChannel probe = new LiveAddress.Unix(path).connect(PROBE_TIMEOUT)) {
      return probe.isConnected();
    } catch (java.net.SocketTimeoutException e) {
      // A stopped process with a full backlog: it is there.
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static StartupException refuse(Path path, IOException cause) {
    return refuse(
        path,
        "cannot be opened (%s: %s). The folder must be writable for this user."
            .formatted(cause.getClass().getSimpleName(), cause.getMessage()),
        cause);
  }

  private static StartupException refuse(
      Path path, String problem, @org.jspecify.annotations.Nullable Throwable cause) {
    String message = "LIVE_SOCKET=%s %s".formatted(path, problem);
    return cause == null
        ? new StartupException(ExitCode.CANNOT_OPEN, message)
        : new StartupException(ExitCode.CANNOT_OPEN, message, cause);
  }
}
