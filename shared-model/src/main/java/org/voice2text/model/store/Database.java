package org.voice2text.model.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/// One connection to the SQLite file, with a thread of its own: SQLite's native calls hold the
/// thread they run on, which must not be the carrier of virtual threads. Work is done one
/// transaction after the other, so that a caller sees the database as if it were alone.
/// Thread-safe.
public final class Database implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Database.class);
  private static final Duration WRITER_WAITS = Duration.ofSeconds(5);

  /// Only a lock on the whole file holds up a reader, and that is not over soon. Nothing breaks the
  /// wait off: the process would not stop before it ends.
  private static final Duration READER_WAITS = Duration.ofSeconds(1);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final ExecutorService thread;
  private final Connection connection;
  private final Handle handle;
  private final DatabaseObserver observer;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Thread worker;

  private Database(
      ExecutorService thread, Connection connection, Handle handle, DatabaseObserver observer) {
    this.thread = thread;
    this.connection = connection;
    this.handle = handle;
    this.observer = observer;
  }

  /// Opens the database for its one writing process, creates it if need be and brings its tables up
  /// to date.
  ///
  /// @throws DatabaseUnavailableException if that cannot be done
  public static Database openWriter(Path file, DatabaseObserver observer) {
    NativeLibrary.load();
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Schema.migrate(file);
    } catch (IOException | RuntimeException e) {
      throw new DatabaseUnavailableException(
          "the database cannot be created or brought up to date: " + reason(e), e);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // What was accepted must survive a power cut. Measured: it costs 0.5 ms a transaction, which is
    // not felt.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    // What is deleted is overwritten, and not only given free: it was what somebody said. Not FAST,
    // which leaves what was in pages that nothing uses any more.
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "on");
    // Migration leaves a newer schema alone; to write to it could do harm.
    config.setBusyTimeout((int) WRITER_WAITS.toMillis());
    return checked(open(file, config, observer, "db-writer"));
  }

  /// Opens the database read-only, beside a writer in another process or with none.
  ///
  /// @throws DatabaseUnavailableException if it is missing, cannot be read, or has another schema
  ///   version
  public static Database openReader(Path file, DatabaseObserver observer) {
    NativeLibrary.load();
    if (!Files.exists(file)) {
      throw new DatabaseUnavailableException(
          "the database does not exist yet; the bot creates it when it starts");
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout((int) READER_WAITS.toMillis());
    return checked(open(file, config, observer, "db-reader"));
  }

  private static Database checked(Database database) {
    try {
      database.checkSchema();
      return database;
    } catch (DatabaseUnavailableException e) {
      database.close();
      throw e;
    }
  }

  /// Not observed: it belongs to the opening.
  private void checkSchema() {
    try {
      CompletableFuture.runAsync(() -> Schema.check(handle), thread).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof DatabaseUnavailableException unavailable
          ? unavailable
          : new DatabaseUnavailableException("the database cannot be read: " + reason(e), e);
    }
  }

  private static Database open(
      Path file, SQLiteConfig config, DatabaseObserver observer, String threadName) {
    try {
      Properties properties = config.toProperties();
      Connection connection = org.sqlite.JDBC.createConnection("jdbc:sqlite:" + file, properties);
      ExecutorService thread =
          Executors.newSingleThreadExecutor(
              Thread.ofPlatform().name(threadName).daemon().factory());
      Database database = new Database(thread, connection, jdbi(connection).open(), observer);
      observer.opened();
      return database;
    } catch (SQLException | RuntimeException e) {
      throw new DatabaseUnavailableException("the database cannot be opened: " + reason(e), e);
    }
  }

  /// Runs the work as one transaction, which is rolled back if the work throws. The work must not
  /// keep the handle.
  ///
  /// @param operation names the work for measurement; one of a small fixed set
  public <T> T transaction(String operation, Function<Handle, T> work) {
    return await(operation, () -> run(operation, work));
  }

  /// Takes the write-ahead log into the file and empties it. Until then it still holds what was
  /// deleted, and what is in the file was not overwritten yet.
  ///
  /// @param operation names the work for measurement; one of a small fixed set
  /// @return false if somebody reads: nothing waits for them, another time will do
  public boolean emptyLog(String operation) {
    return await(operation, () -> runEmptyLog(operation));
  }

  private <T> T await(String operation, Supplier<T> work) {
    if (Thread.currentThread().equals(worker)) {
      throw new IllegalStateException(
          operation
              + " was asked for inside another transaction, for whose end it would wait; use the handle there");
    }
    try {
      return CompletableFuture.supplyAsync(work, thread).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        cause.addSuppressed(new CallerTrace(operation));
        throw cause;
      }
      throw e;
    } catch (RejectedExecutionException | CancellationException e) {
      DatabaseUnavailableException refusal =
          new DatabaseUnavailableException("the database is closed", e);
      observer.failed(operation, refusal);
      throw refusal;
    }
  }

  /// Its exceptions name the statement and not what is bound to it: that can be what a user wrote.
  private static Jdbi jdbi(Connection connection) {
    Jdbi jdbi = Jdbi.create(connection);
    jdbi.configure(
        StatementExceptions.class,
        config ->
            config.setMessageRendering(e ->
                "%s, in: %s".formatted(e.getShortMessage(), statement(e.getStatementContext()))));
    return jdbi;
  }

  private static String statement(@Nullable StatementContext context) {
    String sql = context == null ? null : context.getRawSql();
    return sql == null ? "no statement" : sql.strip();
  }

  /// Says where the work was asked for, since its own stack ends at the database's thread.
  private static final class CallerTrace extends RuntimeException {
    private static final long serialVersionUID = 1;

    CallerTrace(String operation) {
      super("asked for here: " + operation);
    }
  }

  private boolean runEmptyLog(String operation) {
    long start = System.nanoTime();
    try {
      boolean emptied = LogCheckpoint.empty(connection, WRITER_WAITS);
      observer.finished(operation, Duration.ofNanos(System.nanoTime() - start));
      return emptied;
    } catch (SQLException e) {
      observer.failed(operation, e);
      throw new DatabaseUnavailableException(
          "the write-ahead log cannot be emptied: " + reason(e), e);
    }
  }

  private <T> T run(String operation, Function<Handle, T> work) {
    long start = System.nanoTime();
    worker = Thread.currentThread();
    try {
      T result = handle.inTransaction(work::apply);
      observer.finished(operation, Duration.ofNanos(System.nanoTime() - start));
      return result;
    } catch (RuntimeException e) {
      leaveTransaction();
      observer.failed(operation, e);
      throw e;
    }
  }

  /// The driver takes itself to be in a transaction also when it failed to begin one, as it does
  /// when another process holds the lock for too long. Whatever came after would then be written at
  /// once, could not be rolled back, and would never be told as committed.
  private void leaveTransaction() {
    try {
      if (connection.getAutoCommit()) {
        return;
      }
      try (Statement rollback = connection.createStatement()) {
        int _ = rollback.executeUpdate("rollback");
      }
    } catch (SQLException e) {
      log.debug("There was no transaction to roll back", e);
    }
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      log.debug("There was no transaction to end", e);
    }
  }

  /// Waits for the transactions that were asked for, then closes the file. What takes too long goes
  /// on by itself: dropping it would leave those who asked for it waiting for ever.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    thread.execute(this::closeConnection);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("The database still works and was not closed in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The last connection to close takes the write-ahead log into the file.
  private void closeConnection() {
    try (connection) {
      handle.close();
    } catch (SQLException | RuntimeException e) {
      log.warn("The database was not closed cleanly: {}", reason(e));
    }
    observer.closed();
  }

  private static String reason(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof SQLiteException sqlite
        ? sqlite.getResultCode().name()
        : cause.getClass().getSimpleName();
  }
}
