package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The accounts of minutes in the bot's database, as an auditor sees them.
final class Books {
  private static final String UNBALANCED =
      """
      select count(*) from (select transaction_id from ledger_entries group by transaction_id having sum(millis) <> 0)
      """;
  private static final String ENTRIES =
      """
      (select user_id, account, sum(millis) as millis from ledger_entries group by user_id, account)
      """;

  /// Of both sides, so that neither a balance without entries nor entries without a balance pass.
  private static final String DIFFERING =
      """
      select count(*) from %s e full join balances b on b.user_id = e.user_id and b.account = e.account
      where coalesce(e.millis, 0) <> coalesce(b.millis, 0)
      """
          .formatted(ENTRIES);

  private static final String RESERVED =
      "select coalesce(sum(millis), 0) from balances where account = 'reserved'";
  private static final String USED =
      "select coalesce(sum(millis), 0) from balances where account = 'used'";

  private Books() {}

  /// Waits until nothing is held for a job any more, then looks whether all sums up.
  ///
  /// @param usedSeconds what all people together have used
  static void awaitClosed(Scene scene, long usedSeconds) throws SQLException {
    Path database = scene.stage.database();
    scene.awaitUntil("nothing to be reserved", () -> ask(database, RESERVED) == 0);
    assertThat(ask(database, UNBALANCED)).as("transactions that do not sum up to 0").isZero();
    assertThat(ask(database, DIFFERING)).as("balances that are not their entries").isZero();
    assertThat(ask(database, USED)).as("used").isEqualTo(1000 * usedSeconds);
  }

  private static long ask(Path database, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet rs = statement.executeQuery(sql)) {
      return rs.getLong(1);
    }
  }
}
