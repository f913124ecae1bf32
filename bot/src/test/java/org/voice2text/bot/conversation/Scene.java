package org.voice2text.bot.conversation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import org.voice2text.bot.billing.Billing;
import org.voice2text.bot.billing.JobMinutes;
import org.voice2text.bot.billing.Minutes;
import org.voice2text.bot.conversation.DataFlow.Destination;
import org.voice2text.bot.prices.PriceList;
import org.voice2text.bot.rewriting.RewriteConfig;
import org.voice2text.bot.rewriting.Rewriter;
import org.voice2text.bot.telegram.ChatRef;
import org.voice2text.bot.telegram.FakeTelegram;
import org.voice2text.bot.telegram.Incoming;
import org.voice2text.bot.telegram.Incoming.UpdateKey;
import org.voice2text.bot.telegram.MediaFile;
import org.voice2text.bot.telegram.Sender;
import org.voice2text.bot.telegram.TelegramHost;
import org.voice2text.bot.telemetry.Instruments;
import org.voice2text.bot.telemetry.Pseudonyms;
import org.voice2text.bot.telemetry.Telemetry;
import org.voice2text.bot.telemetry.Tracing;
import org.voice2text.bot.transcription.Job;
import org.voice2text.bot.transcription.TranscriptionQueue;
import org.voice2text.bot.transcription.engine.EngineHealth;
import org.voice2text.model.event.EventLog;
import org.voice2text.model.event.EventRow;
import org.voice2text.model.event.MediaType;
import org.voice2text.model.event.MessageType;
import org.voice2text.model.store.Database;
import org.voice2text.model.store.DatabaseObserver;

/// A bot in a private chat, with a real database and a Telegram that is played.
final class Scene implements AutoCloseable {
  static final ChatRef CHAT = new ChatRef(FakeTelegram.BOT, 42, null);

  static final ChatRef GROUP = new ChatRef(FakeTelegram.BOT, -42, null);

  static final long OWNER = 99;

  /// The private chat of the owner.
  static final ChatRef OWNERS = new ChatRef(FakeTelegram.BOT, OWNER, null);

  final FakeTelegram telegram = new FakeTelegram();
  final Instruments instruments = new Instruments();
  final Database database;
  private final OkHttpClient http;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-01T10:00:00Z"));
  private final AtomicInteger updates = new AtomicInteger();
  private final int capacity;
  private final Duration freePerDay;
  private final RewriteConfig model;

  /// Where recordings and texts go; may be changed before a restart.
  DataFlow dataFlow = new DataFlow(Destination.CLOUD, null);

  /// Those whose commands are obeyed; may be changed before a restart.
  Set<Long> owners = Set.of(OWNER);

  List<EngineHealth> engines = List.of();
  TelegramHost host;
  TranscriptionQueue queue;
  Minutes minutes;
  Conversation conversation;

  Scene(Path folder, int capacity) {
    this(folder, capacity, Duration.ofDays(1));
  }

  Scene(Path folder, int capacity, Duration freePerDay) {
    this(folder, capacity, freePerDay, null, new OkHttpClient());
  }

  /// @param model null for none
  Scene(Path folder, int capacity, RewriteConfig model) {
    this(folder, capacity, Duration.ofDays(1), model, new OkHttpClient());
  }

  /// @param http calls whatever it likes, and not necessarily what [#telegram] plays
  Scene(Path folder, int capacity, RewriteConfig model, OkHttpClient http) {
    this(folder, capacity, Duration.ofDays(1), model, http);
  }

  private Scene(
      Path folder, int capacity, Duration freePerDay, RewriteConfig model, OkHttpClient http) {
    this.freePerDay = freePerDay;
    this.http = http;
    this.database = Database.openWriter(folder.resolve("v.db"), DatabaseObserver.NONE);
    this.capacity = capacity;
    this.model = model;
    this.conversation = conversation();
  }

  /// As after a kill: everything in memory is new.
  void restart() {
    conversation.close();
    conversation = conversation();
  }

  private Conversation conversation() {
    // Each look at this clock takes some seconds, so that Telegram's limits hold nobody up.
    InstantSource hurried = () -> now.get().plusSeconds(4L * updates.incrementAndGet());
    host =
        new TelegramHost(
            List.of(FakeTelegram.token()), telegram.uri(), http, database, null, hurried);
    Telemetry telemetry = new Telemetry(instruments, now::get);
    minutes =
        new Minutes(
            freePerDay, ZoneOffset.UTC, now::get, Set.of(OWNER), new Pseudonyms(new byte[] {7}));
    queue =
        new TranscriptionQueue(
            database,
            telemetry,
            instruments,
            now::get,
            capacity,
            "owner",
            host.botIds(),
            new JobMinutes(minutes));
    return new Conversation(
        database,
        host,
        queue,
        telemetry,
        instruments,
        now::get,
        new Limits(Duration.ofMinutes(90)),
        new Billing(minutes, telemetry, now::get),
        model == null
            ? null
            : new Rewriter(
                model, PriceList.bundled(), http, database, telemetry, Tracing.local(), now::get),
        new Operator(
            owners,
            ZoneOffset.UTC,
            Duration.ofDays(90),
            dataFlow,
            () -> new ProcessLoad(capacity, 2, engines, 1, 1)));
  }

  Instant now() {
    return now.get();
  }

  void pass(Duration duration) {
    now.updateAndGet(t -> t.plus(duration));
  }

  /// A message of a person, committed as an update is.
  Incoming message(long updateId, String language, MessageType type, Incoming.Body body) {
    return incoming(
        updateId,
        new Incoming.Message(
            CHAT,
            true,
            (int) updateId + 500,
            new Sender(4711, language),
            false,
            type,
            Duration.ofMillis(300),
            null,
            body));
  }

  Incoming incoming(long updateId, Incoming.Content content) {
    UpdateKey key = new UpdateKey(FakeTelegram.BOT, updateId, now.get().toEpochMilli());
    int _ =
        database.transaction(
            "test",
            h ->
                h.execute(
                    "insert into updates (bot_id, update_id, received_at, body) values (?, ?, ?, 'x') on conflict do nothing",
                    key.botId(),
                    key.updateId(),
                    key.receivedAt()));
    return new Incoming(key, content);
  }

  /// A message in a group.
  ///
  /// @param sender 0 for an administrator who writes in the name of the group
  Incoming inGroup(long updateId, long sender, Incoming.Replied replyTo, Incoming.Body body) {
    MessageType type =
        switch (body) {
          case Incoming.Command _ -> MessageType.COMMAND;
          case Incoming.Media _ -> MessageType.VOICE;
          default -> MessageType.TEXT;
        };
    return incoming(
        updateId,
        new Incoming.Message(
            GROUP,
            false,
            (int) updateId + 500,
            sender == 0 ? null : new Sender(sender, "en"),
            sender == 0,
            type,
            Duration.ofMillis(300),
            replyTo,
            body));
  }

  Incoming press(long updateId, ChatRef chat, long sender, int messageId, String data) {
    return incoming(
        updateId,
        new Incoming.Press(
            chat, chat.equals(CHAT), messageId, new Sender(sender, "en"), "q" + updateId, data));
  }

  static MediaFile voice(String id) {
    return new MediaFile(
        MediaType.VOICE,
        "F" + id,
        "U" + id,
        null,
        "audio/ogg",
        OptionalLong.of(1000),
        Duration.ofSeconds(3));
  }

  /// A transcript that was delivered into a chat.
  ///
  /// @param segments as the database keeps them
  /// @return the job's key
  long delivered(ChatRef chat, long asker, String text, String segments) {
    long at = now.get().toEpochMilli();
    return database.transaction(
        "test",
        h -> {
          h.execute(
              "insert into users (telegram_id, language, created_at, last_active_at) values (?, 'en', ?, ?) on conflict do nothing",
              asker,
              at,
              at);
          long job =
              h.createQuery(
                      """
                      insert into jobs (bot_id, update_id, chat_id, message_id, user_id, language, media_type,
                        file_id, file_unique_id, audio_ms, state, received_at, queued_at)
                      values (:bot, (select min(0, coalesce(min(update_id), 0)) - 1 from jobs), :chat, 5, (select id from users where telegram_id = :asker), 'en',
                        'voice', 'F', 'U', 4000, 'delivered', :now, :now) returning id
                      """)
                  .bind("bot", chat.botId())
                  .bind("chat", chat.chatId())
                  .bind("asker", asker)
                  .bind("now", at)
                  .mapTo(Long.class)
                  .one();
          h.execute(
              "insert into transcripts (job_id, provider, model, text, segments, audio_ms, created_at) values (?, 'openai', 'm', ?, ?, 4000, ?)",
              job,
              text,
              segments,
              at);
          return job;
        });
  }

  /// A job that waits and of which nobody has been told.
  void insert(Job job) {
    int _ =
        database.transaction(
            "test",
            h ->
                h.execute(
                    """
                    insert into jobs (id, bot_id, update_id, chat_id, thread_id, message_id, language, media_type, file_id,
                      file_unique_id, audio_ms, state, received_at, queued_at)
                    values (?, ?, ?, ?, ?, 5, 'en', 'voice', 'F7', 'U7', 60000, 'queued', 1, 1)
                    """,
                    job.id(),
                    job.chat().botId(),
                    job.id(),
                    job.chat().chatId(),
                    job.chat().threadId()));
  }

  /// The last text that was shown for a moment, as the answer to a press.
  String notice() {
    return telegram.calls("answerCallbackQuery").getLast().body().path("text").asText();
  }

  Incoming command(long updateId, String language, String name) {
    return message(updateId, language, MessageType.COMMAND, new Incoming.Command(name, "", ""));
  }

  /// A command of the owner.
  Incoming owner(long updateId, String name, String arguments) {
    return owner(updateId, name, arguments, null);
  }

  Incoming owner(long updateId, String name, String arguments, Incoming.Replied replyTo) {
    return privately(
        updateId, OWNER, replyTo, new Incoming.Command(name, "", arguments), MessageType.COMMAND);
  }

  /// A message in the private chat of a person.
  Incoming privately(
      long updateId, long person, Incoming.Replied replyTo, Incoming.Body body, MessageType type) {
    return incoming(
        updateId,
        new Incoming.Message(
            new ChatRef(FakeTelegram.BOT, person, null),
            true,
            (int) updateId + 500,
            new Sender(person, "en"),
            false,
            type,
            Duration.ofMillis(300),
            replyTo,
            body));
  }

  /// A press in the private chat of a person.
  Incoming pressPrivately(long updateId, long person, int messageId, String data) {
    return incoming(
        updateId,
        new Incoming.Press(
            new ChatRef(FakeTelegram.BOT, person, null),
            true,
            messageId,
            new Sender(person, "en"),
            "q" + updateId,
            data));
  }

  /// The last message that the bot sent or changed.
  String last() {
    return new ArrayList<>(telegram.messages().values()).getLast();
  }

  Incoming voice(long updateId, String language, long bytes, Duration duration) {
    return message(
        updateId,
        language,
        MessageType.VOICE,
        new Incoming.Media(
            new MediaFile(
                MediaType.VOICE,
                "F" + updateId,
                "U" + updateId,
                null,
                "audio/ogg",
                OptionalLong.of(bytes),
                duration)));
  }

  List<String> events() {
    List<EventRow> rows = database.transaction("test", h -> EventLog.after(h, 0, 1000));
    return rows.stream()
        .map(r ->
            r.type()
                + (r.kind() == null ? "" : " " + r.kind())
                + (r.reason() == null ? "" : " " + r.reason()))
        .toList();
  }

  int count(String sql) {
    return database.transaction("test", h -> h.createQuery(sql).mapTo(Integer.class).one());
  }

  /// How many updates are still to be dealt with.
  int waiting() {
    return count("select count(*) from updates where handled_at is null or body is not null");
  }

  @Override
  public void close() {
    conversation.close();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
    telegram.close();
    database.close();
  }
}
