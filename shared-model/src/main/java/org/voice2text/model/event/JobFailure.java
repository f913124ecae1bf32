package org.voice2text.model.event;

/// Why a job ended without a transcript.
public enum JobFailure implements Label {
  DOWNLOAD,
  TOO_LARGE,
  TOO_LONG,
  UNDECODABLE,
  NO_FFMPEG,
  ENGINES,
  UNDELIVERABLE,
  INTERNAL
}
