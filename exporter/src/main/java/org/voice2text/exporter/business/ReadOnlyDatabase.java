package org.voice2text.exporter.business;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;
import org.voice2text.model.store.DatabaseUnavailableException;

/// The bot's database, opened when it is first needed and again after a failure or when another
/// file has taken its place. Never writes. Thread-safe.
public final class ReadOnlyDatabase implements AutoCloseable {
  private final Path file;
  private @Nullable Database database;
  private @Nullable Object fileKey;
  private long generation;

  public ReadOnlyDatabase(Path file) {
    this.file = file;
  }

  /// A database together with a number that changes when the file is another one.
  record Opened(Database database, long generation) {}

  /// @throws DatabaseUnavailableException if it cannot be opened now
  synchronized Opened open() {
    Object key = fileKey();
    Database known = database;
    if (known != null && Objects.equals(key, fileKey)) {
      return new Opened(known, generation);
    }
    closeQuietly();
    Database fresh = Database.openReader(file, DatabaseObserver.NONE);
    if (!Objects.equals(key, fileKey)) {
      generation++;
    }
    database = fresh;
    fileKey = key;
    return new Opened(fresh, generation);
  }

  /// One read transaction. A failure closes the database, so that the next call opens it anew.
  public <T> T read(String operation, Function<Handle, T> work) {
    return read(open(), operation, work);
  }

  <T> T read(Opened opened, String operation, Function<Handle, T> work) {
    try {
      return opened.database().transaction(operation, work);
    } catch (RuntimeException e) {
      discard(opened.database());
      throw e;
    }
  }

  private synchronized void discard(Database failed) {
    if (database == failed) {
      closeQuietly();
    }
  }

  private void closeQuietly() {
    Database known = database;
    database = null;
    if (known != null) {
      known.close();
    }
  }

  /// What tells one file from another under the same name.
  private Object fileKey() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      Object key = attributes.fileKey();
      return key == null ? attributes.creationTime() : key;
    } catch (IOException e) {
      throw new DatabaseUnavailableException(
          "the database does not exist yet; the bot creates it when it starts", e);
    }
  }

  @Override
  public synchronized void close() {
    closeQuietly();
  }
}
