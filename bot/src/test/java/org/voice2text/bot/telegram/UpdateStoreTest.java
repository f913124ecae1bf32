package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.UpdateStore.RawUpdate;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

class UpdateStoreTest {
  private static final long BOT = 7;
  private static final long START = 1_000_000;

  @TempDir Path folder;
  private Database database;
  private UpdateStore store;

  @BeforeEach
  void open() {
    database = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE);
    store = new UpdateStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatNobodyDealsWithIsForgottenOnceNobodyWaits() {
    receive(1, START, said("a secret"));
    receive(2, START + 1, said("later"));

    store.prune(START + days(2));
    assertThat(waiting()).containsExactly(1L, 2L);
    store.prune(START + days(2) + 1);
    assertThat(waiting()).containsExactly(2L);
    store.prune(START + days(2) + 2);
    assertThat(rows()).isZero();
    assertThat(store.offset(BOT)).isEqualTo(3);
  }

  @Test
  void whatWasPaidWaitsForAsLongAsItTakes() {
    receive(1, START, paid("successful_payment"));
    receive(2, START, paid("refunded_payment"));
    receive(3, START, said("\\\"successful_payment\\\":{}"));

    store.prune(START + days(30));
    assertThat(waiting()).containsExactly(1L, 2L);

    boolean _ =
        database.transaction(
            "test", h -> UpdateStore.finish(h, new UpdateKey(BOT, 1, START), START + days(30)));
    store.prune(START + days(32) + 1);
    assertThat(waiting()).containsExactly(2L);
    assertThat(rows()).isOne();
  }

  private static long days(int days) {
    return Duration.ofDays(days).toMillis();
  }

  private static String said(String text) {
    return message("\"text\":\"" + text + "\"");
  }

  private static String paid(String what) {
    return message("\"" + what + "\":{\"currency\":\"XTR\"}");
  }

  private static String message(String body) {
    return """
    {"update_id":1,"message":{"message_id":5,"date":1,"chat":{"id":42,"type":"private"},
      "from":{"id":4711,"is_bot":false},%s}}
    """
        .formatted(body);
  }

  private void receive(long id, long at, String body) {
    List<RawUpdate> fresh =
        store.store(BOT, List.of(new RawUpdate(new UpdateKey(BOT, id, at), body)), at);
    assertThat(fresh).hasSize(1);
  }

  private List<Long> waiting() {
    return store.waiting(BOT).stream().map(u -> u.key().updateId()).toList();
  }

  private int rows() {
    return database.transaction(
        "test", h -> h.createQuery("select count(*) from updates").mapTo(Integer.class).one());
  }
}
