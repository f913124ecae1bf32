package org.voice2text.bot.telemetry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// Keeps the last state of a session while no exporter takes it, so that not even a kill at that
/// time loses a count. Each session has a file of its own, and a lock that its process holds: what
/// is not locked was left by a process that is gone, and is delivered by the next one. Confined to
/// the pusher's thread.
final class LiveSpool implements AutoCloseable {
  private static final String FRAMES = ".frames";
  private static final String LOCK = ".lock";

  private final Path folder;
  private final String session;
  private final FileChannel lock;

  private LiveSpool(Path folder, String session, FileChannel lock) {
    this.folder = folder;
    this.session = session;
    this.lock = lock;
  }

  static LiveSpool open(Path folder, String session) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(session + LOCK);
    while (true) {
      FileChannel lock =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock _ = lock.lock();
      if (Files.exists(file)) {
        return new LiveSpool(folder, session, lock);
      }
      // Another process tidied the file up between its creation and its lock.
      lock.close();
    }
  }

  /// Replaces what is kept of this session. Survives the end of the process at any moment.
  void keep(byte[] frames) throws IOException {
    Path temporary = folder.resolve(session + ".tmp");
    Files.write(temporary, frames);
    Files.move(
        temporary,
        folder.resolve(session + FRAMES),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /// Drops what is kept of this session: the exporter has newer.
  void drop() throws IOException {
    Files.deleteIfExists(folder.resolve(session + FRAMES));
  }

  /// Files of sessions whose processes are gone. Locks and leftovers of sessions that left nothing
  /// are removed.
  List<Path> orphans() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith(LOCK))
          .filter(this::isOrphan)
          .map(LiveSpool::frames)
          .toList();
    }
  }

  private static Path frames(Path lock) {
    String name = lock.getFileName().toString();
    return lock.resolveSibling(name.substring(0, name.length() - LOCK.length()) + FRAMES);
  }

  private boolean isOrphan(Path file) {
    if (file.getFileName().toString().equals(session + LOCK)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      FileLock lockOfTheGone = channel.tryLock();
      if (lockOfTheGone == null) {
        return false;
      }
      if (!Files.exists(frames(file))) {
        Files.deleteIfExists(file);
        return false;
      }
      return true;
    } catch (OverlappingFileLockException _) {
      // A session of this very process.
      return false;
    } catch (IOException _) {
      // Another process tidies up at the same time.
      return false;
    }
  }

  /// Removes an orphan that was delivered.
  static void remove(Path orphan) throws IOException {
    Files.deleteIfExists(orphan);
    String name = orphan.getFileName().toString();
    Files.deleteIfExists(
        orphan.resolveSibling(name.substring(0, name.length() - FRAMES.length()) + LOCK));
  }

  @Override
  public void close() throws IOException {
    lock.close();
    if (!Files.exists(folder.resolve(session + FRAMES))) {
      Files.deleteIfExists(folder.resolve(session + LOCK));
    }
    Files.deleteIfExists(folder.resolve(session + ".tmp"));
  }
}
