package org.voice2text.bot.transcription.audio;

import java.io.IOException;

/// Takes mono samples of 16 bit, block by block, so that no recording is ever held in memory.
interface PcmSink {
  /// @param samples belongs to the caller, who may overwrite it afterwards
  /// @param count how many of them count, from the first
  void accept(short[] samples, int count)
      throws IOException, UndecodableAudioException, InterruptedException;
}
