package org.voice2text.exporter.live;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What holds the ledger across restarts of the exporter. Thread-safe.
final class Checkpoint {
  private static final Logger log = LoggerFactory.getLogger(Checkpoint.class);

  /// How much of what only bots know, and tell again when they live, may get lost together with
  /// them. To write more often would cost a disk more than it is worth.
  private static final Duration CONTENT_EVERY = Duration.ofMinutes(1);

  /// When a series was last seen must not become as old as those that are forgotten.
  private static final Duration TIMES_EVERY = Duration.ofHours(1);

  private final CheckpointStore store;
  private final InstantSource clock;
  private long writtenVersion = Ledger.FIRST_VERSION;
  private long writtenContent = Ledger.FIRST_VERSION;
  private long syncedVersion = Ledger.FIRST_VERSION;
  private long syncedContent = Ledger.FIRST_VERSION;
  private Instant writtenAt = Instant.MIN;
  private boolean failing;

  Checkpoint(CheckpointStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// What was kept. What cannot be read is set aside, never deleted.
  LedgerImage load() {
    try {
      Optional<byte[]> bytes = store.read();
      return bytes.isEmpty() ? LedgerImage.empty(clock.instant()) : LedgerFile.decode(bytes.get());
    } catch (IOException e) {
      setAside(e);
      return LedgerImage.empty(clock.instant());
    }
  }

  private void setAside(IOException cause) {
    try {
      String aside = store.setAside(clock.instant().toEpochMilli());
      log.error(
          "The checkpoint {} cannot be used: {}. It was renamed to {}; counters start from what the bots push.",
          store,
          cause.getMessage(),
          aside);
    } catch (IOException e) {
      e.addSuppressed(cause);
      log.error("The checkpoint {} can be neither used nor renamed", store, e);
    }
  }

  /// Writes what must also survive a power cut: what no bot would tell again; what was written
  /// without that care since it was served, because a file that is replaced so may take the former
  /// one with it; and everything now and then.
  synchronized void keep(LedgerImage image) {
    Duration age =
        writtenAt.equals(Instant.MIN) || image.takenAt().isBefore(writtenAt)
            ? TIMES_EVERY
            : Duration.between(writtenAt, image.takenAt());
    if (image.irrecoverable() > syncedContent
        || writtenVersion > syncedVersion
        || (image.contentVersion() > syncedContent && age.compareTo(CONTENT_EVERY) >= 0)
        || (image.version() > syncedVersion && age.compareTo(TIMES_EVERY) >= 0)) {
      write(image, true);
    }
  }

  /// Makes sure that what the image shows survives a kill of this process. A failure is logged once
  /// until it works again: values that may be lost are better than none.
  ///
  /// @param sync whether it must also survive a power cut
  synchronized void write(LedgerImage image, boolean sync) {
    boolean isWritten =
        sync ? image.version() <= syncedVersion : image.contentVersion() <= writtenContent;
    // An image that was taken before the one that is written must not replace it.
    if (isWritten || image.version() < writtenVersion) {
      return;
    }
    try {
      store.replace(LedgerFile.encode(image), sync);
      writtenVersion = image.version();
      writtenContent = image.contentVersion();
      writtenAt = image.takenAt();
      if (sync) {
        syncedVersion = image.version();
        syncedContent = image.contentVersion();
      }
      if (failing) {
        failing = false;
        log.info("The checkpoint {} can be written again", store);
      }
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        log.warn(
            "The checkpoint {} cannot be written ({}: {}). Counters of ended bots are lost when the exporter"
                + " restarts. Make its folder writable for this user.",
            store,
            e.getClass().getSimpleName(),
            e.getMessage());
      }
    }
  }
}
