package org.voice2text.exporter.custom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// Another program's database, written as that program would.
public final class Sqlite {
  private Sqlite() {}

  /// @param script statements separated by semicolons
  public static void run(Path file, String script) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  public static void runFile(Path file, Path script) throws IOException, SQLException {
    run(file, Files.readString(script));
  }
}
