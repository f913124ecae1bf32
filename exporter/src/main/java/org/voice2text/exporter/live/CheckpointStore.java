package org.voice2text.exporter.live;

import java.io.IOException;
import java.util.Optional;

/// Keeps one sequence of bytes, of which readers see either the former or the new one.
interface CheckpointStore {
  Optional<byte[]> read() throws IOException;

  /// @param sync whether the bytes must survive a power cut, and not only a kill of this process
  void replace(byte[] bytes, boolean sync) throws IOException;

  /// Puts what cannot be used where it is not in the way.
  ///
  /// @return where that is
  String setAside(long suffix) throws IOException;
}
