package org.voice2text.sandbox.system;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;
import org.voice2text.sandbox.stage.Stage;

/// Looks into the bot's database at the very moment at which an offset confirms updates.
final class ConfirmedUpdates implements AutoCloseable {
  private final List<Long> missing = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger checked = new AtomicInteger();

  ConfirmedUpdates(Scene scene) {
    scene.sandbox.world().onConfirm((botId, offset) -> check(scene, offset));
  }

  private void check(Scene scene, long offset) {
    try (Database database = Database.openReader(scene.stage.database(), DatabaseObserver.NONE)) {
      List<Long> waiting = scene.sandbox.world().pendingUpdates(Stage.BOT_ID);
      for (long update : waiting) {
        if (update < offset) {
          checked.incrementAndGet();
          if (!isStored(database, update)) {
            missing.add(update);
          }
        }
      }
    }
  }

  private static boolean isStored(Database database, long update) {
    return database.transaction(
        "test",
        h ->
            h.createQuery("select count(*) from updates where update_id = :id")
                .bind("id", update)
                .mapTo(Boolean.class)
                .one());
  }

  int checked() {
    return checked.get();
  }

  List<Long> missing() {
    return List.copyOf(missing);
  }

  @Override
  public void close() {}
}
