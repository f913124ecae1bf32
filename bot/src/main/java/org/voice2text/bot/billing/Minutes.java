package org.voice2text.bot.billing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.voice2text.bot.billing.LedgerStore.Posting;
import org.voice2text.bot.billing.PaymentStore.Running;
import org.voice2text.bot.telemetry.Pseudonyms;
import org.voice2text.model.event.Plan;

/// Who may have how many minutes transcribed: reserved when a job is accepted, settled when it is
/// delivered, released when it is not. Every method works inside the caller's transaction, and does
/// nothing the second time. Thread-safe.
public final class Minutes {
  private final Duration freePerDay;
  private final ZoneId zone;
  private final InstantSource clock;
  private final Set<Long> owners;
  private final ForgottenAllowances forgotten;

  /// @param freePerDay what everybody has for nothing
  /// @param zone in which a day begins at midnight
  public Minutes(Duration freePerDay, ZoneId zone, InstantSource clock) {
    this(freePerDay, zone, clock, Set.of(), new Pseudonyms(new byte[] {0}));
  }

  /// @param freePerDay what everybody has for nothing
  /// @param zone in which a day begins at midnight
  /// @param owners Telegram ids of those who pay for all of it, and are refused nothing
  /// @param people names those who were forgotten
  public Minutes(
      Duration freePerDay, ZoneId zone, InstantSource clock, Set<Long> owners, Pseudonyms people) {
    this.forgotten = new ForgottenAllowances(people);
    this.owners = Set.copyOf(owners);
    this.freePerDay = freePerDay;
    this.zone = zone;
    this.clock = clock;
  }

  /// What a user can use.
  ///
  /// @param plan null without a running subscription
  /// @param planUntil its end; null without one
  /// @param freeUntil when the free minutes of the next day come
  /// @param isOwner whether the user runs the bot
  public record State(
      Duration free,
      Duration inPlan,
      Duration packages,
      @Nullable Plan plan,
      @Nullable Instant planUntil,
      Instant freeUntil,
      boolean isOwner) {
    public boolean isUnlimited() {
      return isOwner || plan == Plan.UNLIMITED;
    }

    /// All together; of no meaning for an unlimited plan.
    public Duration left() {
      return free.plus(inPlan).plus(packages);
    }
  }

  public State state(Handle handle, long userId) {
    refresh(handle, userId);
    Balances balances = LedgerStore.balances(handle, userId);
    Optional<Running> running = PaymentStore.running(handle, userId, clock.millis()).inForce();
    return new State(
        Duration.ofMillis(balances.of(Account.FREE)),
        Duration.ofMillis(balances.of(Account.PLAN)),
        Duration.ofMillis(balances.of(Account.PACKAGE)),
        running.map(Running::plan).orElse(null),
        running.map(r -> Instant.ofEpochMilli(r.expiresAt())).orElse(null),
        Instant.ofEpochMilli(PaymentStore.freeUntil(handle, userId)),
        isOwner(handle, userId));
  }

  private boolean isOwner(Handle handle, long userId) {
    return !owners.isEmpty() && owners.contains(telegramId(handle, userId));
  }

  private static long telegramId(Handle handle, long userId) {
    return handle
        .createQuery("select telegram_id from users where id = :id")
        .bind("id", userId)
        .mapTo(Long.class)
        .one();
  }

  /// Keeps what is left of a person's free minutes until the day is over, apart from the person,
  /// who is about to be forgotten: they do not come anew by that.
  public void keepFree(Handle handle, long userId) {
    State state = state(handle, userId);
    if (state.free().compareTo(freePerDay) < 0) {
      forgotten.keep(
          handle,
          telegramId(handle, userId),
          state.free().toMillis(),
          state.freeUntil().toEpochMilli());
    }
  }

  /// Whether a person was forgotten who has used free minutes of this day.
  public boolean keepsFree(Handle handle, long telegramId) {
    return forgotten.isKept(handle, telegramId, clock.millis());
  }

  /// Forgets what is known of days that are over.
  public static void prune(Handle handle, Instant now) {
    ForgottenAllowances.prune(handle, now.toEpochMilli());
  }

  /// Takes the minutes that a job will need, on top of what it holds already.
  ///
  /// @param audio zero when it is not known yet
  /// @return false if there are not enough; nothing more is taken then
  public boolean reserve(Handle handle, long userId, long jobId, Duration audio) {
    State state = state(handle, userId);
    long held = LedgerStore.ofJob(handle, jobId).of(Account.RESERVED);
    long needed = Math.max(0, audio.toMillis() - held);
    long least = held > 0 ? needed : Math.max(1, needed);
    if (!state.isUnlimited() && state.left().toMillis() < least) {
      return false;
    }
    take(handle, EntryKind.RESERVE, userId, jobId, state, needed, Account.RESERVED);
    return true;
  }

  /// Counts what was delivered. A recording that turned out longer than its sender said costs what
  /// there is; one that was shorter gives back the rest.
  ///
  /// @param audio the true length
  public void settle(Handle handle, long userId, long jobId, Duration audio) {
    Balances moved = LedgerStore.ofJob(handle, jobId);
    if (moved.of(Account.USED) != 0) {
      return;
    }
    long reserved = moved.of(Account.RESERVED);
    long used = Math.min(reserved, audio.toMillis());
    Map<Account, Long> changes = new EnumMap<>(Account.class);
    changes.put(Account.RESERVED, -reserved);
    changes.put(Account.USED, used);
    giveBack(moved, reserved - used, changes);
    post(handle, EntryKind.SETTLE, userId, jobId, changes);
    refresh(handle, userId);
    long more = audio.toMillis() - used;
    if (more > 0) {
      State state = state(handle, userId);
      long affordable = state.isUnlimited() ? more : Math.min(more, state.left().toMillis());
      take(handle, EntryKind.SETTLE, userId, jobId, state, affordable, Account.USED);
    }
  }

  /// Gives back what a job held that was not delivered.
  public void release(Handle handle, long userId, long jobId) {
    Balances moved = LedgerStore.ofJob(handle, jobId);
    long reserved = moved.of(Account.RESERVED);
    Map<Account, Long> changes = new EnumMap<>(Account.class);
    changes.put(Account.RESERVED, -reserved);
    giveBack(moved, reserved, changes);
    post(handle, EntryKind.RELEASE, userId, jobId, changes);
    refresh(handle, userId);
  }

  /// What was given for nothing goes back first: that of an unlimited plan, an owner's, or what a
  /// refund took. Then what was taken last, which would have kept the longest.
  private static void giveBack(Balances moved, long millis, Map<Account, Long> changes) {
    long rest = millis;
    for (Account account : Account.RETURNED) {
      long back = Math.max(0, Math.min(rest, -moved.of(account)));
      changes.merge(account, back, Long::sum);
      rest -= back;
    }
  }

  private void take(
      Handle handle,
      EntryKind kind,
      long userId,
      long jobId,
      State state,
      long millis,
      Account target) {
    Balances balances = LedgerStore.balances(handle, userId);
    Map<Account, Long> changes = new EnumMap<>(Account.class);
    long rest = millis;
    if (!state.isUnlimited()) {
      for (Account account : Account.USABLE) {
        long taken = Math.min(rest, Math.max(0, balances.of(account)));
        changes.put(account, -taken);
        rest -= taken;
      }
    }
    changes.put(Account.ISSUED, -rest);
    changes.put(target, millis);
    post(handle, kind, userId, jobId, changes);
  }

  /// Gives minutes that do not expire.
  void give(Handle handle, EntryKind kind, long userId, @Nullable String chargeId, Duration time) {
    LedgerStore.post(
        handle,
        new Posting(
            kind,
            userId,
            null,
            chargeId,
            Map.of(Account.ISSUED, -time.toMillis(), Account.PACKAGE, time.toMillis())),
        clock.millis());
  }

  /// Begins a period of a plan. What is left of the others stays theirs, up to their ends.
  ///
  /// @param until its end, UTC epoch milliseconds
  void begin(
      Handle handle, long userId, String chargeId, Product.Subscription subscription, long until) {
    // What has ended must not look as if it were of the new period.
    refresh(handle, userId);
    PaymentStore.subscribe(handle, userId, chargeId, subscription.plan(), clock.millis(), until);
    long millis = subscription.allowance().map(Duration::toMillis).orElse(0L);
    LedgerStore.post(
        handle,
        new Posting(
            EntryKind.PAYMENT,
            userId,
            null,
            chargeId,
            Map.of(Account.ISSUED, -millis, Account.PLAN, millis)),
        clock.millis());
  }

  /// Ends a period of a plan before its time, with what is left of it. One that is over already has
  /// nothing left: what is there then is of another period.
  void end(Handle handle, long userId, String chargeId) {
    refresh(handle, userId);
    long now = clock.millis();
    long left = LedgerStore.balances(handle, userId).of(Account.PLAN);
    long back = PaymentStore.running(handle, userId, now).left(chargeId, left);
    takeBack(handle, userId, chargeId, Account.PLAN, Duration.ofMillis(back));
    PaymentStore.endSubscription(handle, chargeId, now);
  }

  /// Takes back what a refunded payment gave: as far as it is there, and then what jobs hold of it.
  void takeBack(Handle handle, long userId, String chargeId, Account account, Duration given) {
    Balances balances = LedgerStore.balances(handle, userId);
    long back = Math.min(Math.max(0, balances.of(account)), given.toMillis());
    refund(handle, userId, null, chargeId, account, back);
    if (balances.of(Account.RESERVED) > 0) {
      takeFromJobs(handle, userId, chargeId, account, given.toMillis() - back);
    }
  }

  /// The jobs go on, with minutes that are given to them for nothing instead: when one gives them
  /// back, nobody gets them.
  private void takeFromJobs(
      Handle handle, long userId, String chargeId, Account account, long owed) {
    long rest = owed;
    for (long job : LedgerStore.holding(handle, userId)) {
      Balances moved = LedgerStore.ofJob(handle, job);
      long held = Math.max(0, Math.min(moved.of(Account.RESERVED), -moved.of(account)));
      long back = Math.min(rest, held);
      refund(handle, userId, job, null, account, -back);
      refund(handle, userId, null, chargeId, account, back);
      rest -= back;
    }
  }

  private void refund(
      Handle handle,
      long userId,
      @Nullable Long jobId,
      @Nullable String chargeId,
      Account account,
      long back) {
    LedgerStore.post(
        handle,
        new Posting(
            EntryKind.REFUND,
            userId,
            jobId,
            chargeId,
            Map.of(account, -back, Account.ISSUED, back)),
        clock.millis());
  }

  /// Lets expire what has expired, and gives the free minutes of a new day. What a job of
  /// yesterday, or of a period that is over, gave back does not come on top.
  private void refresh(Handle handle, long userId) {
    long now = clock.millis();
    keep(handle, userId, Account.PLAN, PaymentStore.running(handle, userId, now).given());
    long freeUntil = PaymentStore.freeUntil(handle, userId);
    if (freeUntil > now) {
      keep(handle, userId, Account.FREE, freePerDay.toMillis());
      return;
    }
    keep(handle, userId, Account.FREE, 0);
    long millis = freeUntil == 0 ? firstFree(handle, userId, now) : freePerDay.toMillis();
    LedgerStore.post(
        handle,
        new Posting(
            EntryKind.FREE,
            userId,
            null,
            null,
            Map.of(Account.ISSUED, -millis, Account.FREE, millis)),
        now);
    PaymentStore.freeUntil(handle, userId, startOfDay(1).toEpochMilli());
  }

  /// Who is back on the day on which they were forgotten has what they had left.
  private long firstFree(Handle handle, long userId, long now) {
    long all = freePerDay.toMillis();
    return Math.min(all, forgotten.take(handle, telegramId(handle, userId), now).orElse(all));
  }

  /// What everybody has for nothing each day.
  Duration freePerDay() {
    return freePerDay;
  }

  /// When this day began.
  Instant midnight() {
    return startOfDay(0);
  }

  private Instant startOfDay(int daysAhead) {
    return clock
        .instant()
        .atZone(zone)
        .toLocalDate()
        .plusDays(daysAhead)
        .atStartOfDay(zone)
        .toInstant();
  }

  /// Lets expire what is over the most that there can be.
  private void keep(Handle handle, long userId, Account account, long most) {
    long over = Math.max(0, LedgerStore.balances(handle, userId).of(account) - most);
    LedgerStore.post(
        handle,
        new Posting(
            EntryKind.EXPIRE, userId, null, null, Map.of(account, -over, Account.EXPIRED, over)),
        clock.millis());
  }

  private void post(
      Handle handle, EntryKind kind, long userId, long jobId, Map<Account, Long> changes) {
    LedgerStore.post(handle, new Posting(kind, userId, jobId, null, changes), clock.millis());
  }
}
