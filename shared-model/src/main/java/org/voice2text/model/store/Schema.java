package org.voice2text.model.store;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;

/// The version of the tables, and how a database gets there.
public final class Schema {
  /// The version that this build writes and reads: that of the newest file in `db/migration`.
  public static final int VERSION = 8;

  private Schema() {}

  static void migrate(Path file) {
    Flyway.configure()
        .dataSource("jdbc:sqlite:" + file, null, null)
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }

  /// @throws DatabaseUnavailableException unless the database has exactly the version of this build
  static void check(Handle handle) {
    boolean migrated =
        handle
            .createQuery("select count(*) from sqlite_master where name = 'flyway_schema_history'")
            .mapTo(Boolean.class)
            .one();
    if (!migrated) {
      throw noTables();
    }
    int version =
        handle
            .createQuery(
                "select coalesce(max(cast(version as integer)), 0) from flyway_schema_history where success = 1")
            .mapTo(Integer.class)
            .one();
    if (version == 0) {
      throw noTables();
    }
    if (version != VERSION) {
      throw new DatabaseUnavailableException(
          "the database has schema version %d, this build reads %d; run bot and exporter of the same release"
              .formatted(version, VERSION));
    }
  }

  private static DatabaseUnavailableException noTables() {
    return new DatabaseUnavailableException(
        "the database has no tables yet; the bot creates them when it starts");
  }
}
