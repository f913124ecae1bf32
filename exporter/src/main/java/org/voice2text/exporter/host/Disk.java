package org.voice2text.exporter.host;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// The room on a disk, in bytes. Used and free do not add up to the total where the system keeps a
/// reserve for itself.
///
/// @param free can be used by this process
record Disk(long total, long used, long free) {
  /// The disk that holds a file, or would hold it: the file and its folders may not exist yet.
  static Disk of(Path file) throws IOException {
    Path existing = file.toAbsolutePath();
    Path parent = existing.getParent();
    while (parent != null && !Files.exists(existing)) {
      existing = parent;
      parent = existing.getParent();
    }
    FileStore store = Files.getFileStore(existing);
    long total = store.getTotalSpace();
    return new Disk(total, total - store.getUnallocatedSpace(), store.getUsableSpace());
  }
}
