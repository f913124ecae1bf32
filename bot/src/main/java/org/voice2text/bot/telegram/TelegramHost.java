package org.voice2text.bot.telegram;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.voice2text.model.runtime.Loop;
import org.voice2text.model.store.Database;

/// The bots of this process towards Telegram: the door of this package. Thread-safe once started.
public final class TelegramHost implements AutoCloseable {
  /// Omitted, Telegram would keep what was asked for last time.
  static final List<String> ALLOWED_UPDATES =
      List.of("message", "callback_query", "pre_checkout_query", "my_chat_member");

  /// The methods that are called, for measurement.
  public static final List<String> METHODS =
      List.of(
          "getMe",
          "getChatMember",
          "getUpdates",
          "setWebhook",
          "getWebhookInfo",
          "deleteWebhook",
          "sendMessage",
          "sendMessageDraft",
          "sendDocument",
          "deleteMessage",
          "copyMessage",
          "setMyCommands",
          "editMessageText",
          "editMessageReplyMarkup",
          "answerCallbackQuery",
          "sendInvoice",
          "createInvoiceLink",
          "answerPreCheckoutQuery",
          "refundStarPayment",
          "editUserStarSubscription",
          "getFile",
          "file");

  private static final long CLOUD_MAX_BYTES = 20L * 1024 * 1024;
  private static final long OWN_MAX_BYTES = 2000L * 1024 * 1024;
  private static final Duration PRUNE_EVERY = Duration.ofHours(1);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

  private final Map<Long, OneBot> bots = new LinkedHashMap<>();
  private final UpdateStore store;
  private final InstantSource clock;
  private final @Nullable Webhook webhook;
  private final List<Loop> loops = new ArrayList<>();
  private volatile @Nullable UpdateDispatcher dispatcher;

  /// Where updates come from, for one bot.
  interface Source {
    /// Receives what there is and says how long to wait before the next turn.
    Duration turn() throws InterruptedException;

    boolean isReceiving();
  }

  private static final class OneBot {
    private final TelegramApi api;
    private final Messenger messenger;
    private final FileDownloader files;
    private final Account account;
    private final Stars stars;
    private final CommandMenu commandMenu;
    private final @Nullable WebhookReach reach;
    private volatile @Nullable Source source;

    OneBot(
        TelegramApi api,
        @Nullable Webhook webhook,
        InstantSource clock,
        Messenger.Migration migration) {
      this.api = api;
      this.messenger = new Messenger(api, clock, migration);
      this.files = new FileDownloader(api, api.isCloud() ? CLOUD_MAX_BYTES : OWN_MAX_BYTES);
      this.account = new Account(api, clock);
      this.stars = new Stars(api);
      this.commandMenu = new CommandMenu(api);
      this.reach = webhook == null ? null : new WebhookReach(api, webhook, clock);
    }

    boolean isReceiving() {
      Source started = source;
      return started != null && started.isReceiving();
    }
  }

  /// @param http measures calls; the time-outs of the Bot API are set here
  /// @param webhook null for long polling
  public TelegramHost(
      List<BotToken> tokens,
      URI server,
      OkHttpClient http,
      Database database,
      @Nullable Webhook webhook,
      InstantSource clock) {
    this.store = new UpdateStore(database);
    this.clock = clock;
    this.webhook = webhook;
    OkHttpClient.Builder telegramHttp =
        http.newBuilder().readTimeout(Duration.ofSeconds(20)).callTimeout(Duration.ofSeconds(40));
    // First, so that it names the call before the meter sees it.
    telegramHttp.interceptors().addFirst(new TelegramCalls());
    OkHttpClient named = telegramHttp.build();
    for (BotToken token : tokens) {
      long id = token.botId();
      TelegramApi api = new TelegramApi(token, server, named);
      bots.put(id, new OneBot(api, webhook, clock, (from, to) -> migrated(id, from, to)));
    }
  }

  /// Takes up what was committed and not finished, then receives.
  ///
  /// @param onFailure is told of failures that are not the Bot API's, such as the database's
  public void start(UpdateHandler handler, Consumer<Exception> onFailure) {
    UpdateDispatcher started = new UpdateDispatcher(handler);
    bots.keySet().forEach(id -> started.dispatch(store.waiting(id)));
    // Only now are posted updates taken: earlier, one could be dispatched as waiting a second time.
    dispatcher = started;
    bots.forEach((id, bot) -> {
      Source source =
          webhook == null
              ? new PollLoop(bot.api, store, started, clock)
              : new WebhookRegistration(bot.api, webhook);
      bot.source = source;
      loops.add(Loop.start("updates-" + id, PAUSE_AFTER_FAILURE, onFailure, source::turn));
    });
    loops.add(
        Loop.start(
            "prune-updates",
            PRUNE_EVERY,
            onFailure,
            () -> {
              store.prune(clock.millis());
              return PRUNE_EVERY;
            }));
  }

  /// Takes one update that Telegram posted. Returns only when it is committed.
  ///
  /// @param secret the header that proves the sender; null when there is none
  /// @return the HTTP status to answer with; Telegram repeats what did not get 200
  public int receive(long botId, @Nullable String secret, String body) {
    UpdateDispatcher running = dispatcher;
    OneBot bot = bots.get(botId);
    if (webhook == null || bot == null || bot.reach == null) {
      return 404;
    }
    if (!webhook.isSecret(secret)) {
      return 401;
    }
    if (running == null) {
      return 503;
    }
    Optional<UpdateStore.RawUpdate> update = Webhook.parse(botId, body, clock.millis());
    if (update.isEmpty()) {
      return 400;
    }
    running.dispatch(store.store(botId, List.of(update.get()), clock.millis()));
    bot.reach.arrived();
    return 200;
  }

  private void migrated(long botId, long oldChatId, long newChatId) {
    UpdateDispatcher running = dispatcher;
    if (running != null) {
      running.migrated(botId, oldChatId, newChatId);
    }
  }

  public List<Long> botIds() {
    return List.copyOf(bots.keySet());
  }

  /// How many bots receive updates now.
  public int receiving() {
    return (int) bots.values().stream().filter(OneBot::isReceiving).count();
  }

  /// What keeps updates from bots that have their webhook, for the operator and without an address.
  /// Takes at most 2.5 s while Telegram does not answer.
  public List<String> webhookTroubles() throws InterruptedException {
    List<String> troubles = new ArrayList<>();
    for (OneBot bot : bots.values()) {
      // Of a Telegram that does not answer one bot, the others are not asked: it would take long.
      if (bot.reach != null && bot.isReceiving() && !troubles.contains(WebhookReach.UNTOLD)) {
        bot.reach.trouble().ifPresent(troubles::add);
      }
    }
    return troubles;
  }

  public Messenger messenger(long botId) {
    return bot(botId).messenger;
  }

  public FileDownloader files(long botId) {
    return bot(botId).files;
  }

  public Stars stars(long botId) {
    return bot(botId).stars;
  }

  public CommandMenu commandMenu(long botId) {
    return bot(botId).commandMenu;
  }

  public Account account(long botId) {
    return bot(botId).account;
  }

  private OneBot bot(long botId) {
    OneBot bot = bots.get(botId);
    if (bot == null) {
      throw new IllegalArgumentException(
          "Bot %d is not configured in this process; its token is missing from BOT_TOKEN"
              .formatted(botId));
    }
    return bot;
  }

  /// Stops receiving, and lets the handlers that run end.
  @Override
  public void close() {
    loops.forEach(Loop::close);
    UpdateDispatcher running = dispatcher;
    if (running != null) {
      running.close();
    }
  }
}
