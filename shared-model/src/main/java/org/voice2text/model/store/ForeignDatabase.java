package org.voice2text.model.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteLimits;

/// A connection to any SQLite file, whatever its tables, for statements that somebody else wrote.
/// It can only read, and breaks off what takes too long. Opening costs a fraction of a millisecond,
/// so that a connection need not be kept. Confined to one thread, which must not be a virtual one:
/// SQLite's native calls hold the thread they run on.
public final class ForeignDatabase implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ForeignDatabase.class);

  /// How long a reader waits for a writer; in WAL mode it never does.
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(1);

  /// Steps of SQLite's machine between two looks at the clock: a fraction of a millisecond.
  private static final int STEPS = 1_000;

  /// A single call such as replace() or zeroblob() cannot be broken off; this bounds what it makes.
  private static final int MAX_VALUE_BYTES = 10_000_000;

  private final Connection connection;

  private ForeignDatabase(Connection connection) {
    this.connection = connection;
  }

  /// Takes what it wants from the rows.
  @FunctionalInterface
  public interface RowReader<T, X extends Exception> {
    T read(ResultSet rows) throws SQLException, X;
  }

  /// @throws DatabaseUnavailableException if the file does not exist or cannot be opened
  public static ForeignDatabase open(Path file) {
    if (!Files.exists(file)) {
      throw new DatabaseUnavailableException("the database does not exist yet");
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
    return open(file.toString(), config);
  }

  /// A database without tables, to check what can be checked without any.
  public static ForeignDatabase empty() {
    return open(":memory:", new SQLiteConfig());
  }

  private static ForeignDatabase open(String name, SQLiteConfig config) {
    NativeLibrary.load();
    try {
      SQLiteConnection connection =
          JDBC.createConnection("jdbc:sqlite:" + name, config.toProperties());
      ForeignDatabase database = new ForeignDatabase(connection);
      try (Statement statement = connection.createStatement()) {
        boolean _ = statement.execute("pragma query_only = on");
        connection.setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES);
        return database;
      } catch (SQLException e) {
        database.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new DatabaseUnavailableException("the database cannot be opened: " + reason(e), e);
    }
  }

  /// Whether the tables are there: at least one, and if they are our own then all of them. A bot
  /// that starts for the first time is still making them.
  ///
  /// @throws DatabaseUnavailableException if the file cannot be read
  public boolean hasItsTables() {
    try {
      List<String> tables = tables();
      if (tables.contains("flyway_schema_history")) {
        // Closing the handle would close the connection.
        Schema.check(Jdbi.create(() -> connection).open());
      }
      return !tables.isEmpty();
    } catch (DatabaseUnavailableException | JdbiException _) {
      return false;
    } catch (SQLException e) {
      throw new DatabaseUnavailableException("the database cannot be read: " + reason(e), e);
    }
  }

  private List<String> tables() throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement =
            connection.prepareStatement("select name from sqlite_schema");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  /// The names of the columns that a statement will have. Nothing is run.
  ///
  /// @throws DatabaseUnavailableException if the file cannot be read
  public List<String> columns(String select) throws StatementException {
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      return columns(statement.getMetaData());
    } catch (SQLException e) {
      throw failure(e, () -> false);
    }
  }

  /// The names of the columns of rows that are being read.
  public static List<String> columns(ResultSetMetaData rows) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= rows.getColumnCount(); i++) {
      names.add(rows.getColumnLabel(i));
    }
    return List.copyOf(names);
  }

  /// Runs one statement to its end, to the deadline, or to an interrupt of the thread.
  ///
  /// @param timeout from now to the last row; waiting for a writer's lock may add a second
  /// @throws DatabaseUnavailableException if the file cannot be read
  public <T, X extends Exception> T query(String select, Duration timeout, RowReader<T, X> reader)
      throws StatementException, X {
    long start = System.nanoTime();
    BooleanSupplier late = () -> System.nanoTime() - start > timeout.toNanos();
    try {
      ProgressHandler.setHandler(connection, STEPS, new Watch(late));
      try (PreparedStatement statement = connection.prepareStatement(select);
          ResultSet rows = statement.executeQuery()) {
        return reader.read(rows);
      } finally {
        ProgressHandler.clearHandler(connection);
      }
    } catch (SQLException e) {
      throw failure(e, late);
    }
  }

  /// Is called by SQLite on the thread of the statement, and ends it by answering other than 0.
  private static final class Watch extends ProgressHandler {
    private final BooleanSupplier late;

    Watch(BooleanSupplier late) {
      this.late = late;
    }

    @Override
    protected int progress() {
      return late.getAsBoolean() || Thread.currentThread().isInterrupted() ? 1 : 0;
    }
  }

  private static StatementException failure(SQLException e, BooleanSupplier late) {
    if (!(e instanceof SQLiteException sqlite)) {
      return new StatementException(
          StatementException.Kind.STATEMENT, String.valueOf(e.getMessage()), e);
    }
    return switch (sqlite.getResultCode()) {
      case SQLITE_INTERRUPT ->
          late.getAsBoolean()
              ? new StatementException(StatementException.Kind.TIMEOUT, "it took too long", e)
              : new StatementException(StatementException.Kind.INTERRUPTED, "interrupted", e);
      case SQLITE_ERROR, SQLITE_TOOBIG, SQLITE_MISMATCH, SQLITE_RANGE, SQLITE_AUTH ->
          new StatementException(StatementException.Kind.STATEMENT, detail(e), e);
      default ->
          throw new DatabaseUnavailableException("the database cannot be read: " + reason(e), e);
    };
  }

  /// The driver wraps SQLite's message, which may quote lines of the statement, into its own words.
  private static String detail(SQLException e) {
    String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    int open = message.indexOf('(');
    return open >= 0 && message.endsWith(")")
        ? message.substring(open + 1, message.length() - 1)
        : message;
  }

  private static String reason(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? sqlite.getResultCode().name()
        : e.getClass().getSimpleName();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      log.warn("A database was not closed cleanly: {}", reason(e));
    }
  }
}
