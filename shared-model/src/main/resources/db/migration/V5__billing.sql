-- Minutes are counted in milliseconds of audio, prices in Telegram Stars.

-- What was offered. A payment is accepted only for an invoice, as it was written.
create table invoices (
  payload    text    not null primary key,  -- random: nobody can make one up
  user_id    integer not null references users (id),
  product    text    not null,
  stars      integer not null,
  created_at integer not null
) without rowid;
create index invoices_by_user on invoices (user_id);

-- What Telegram says was paid. The charge is the same whenever Telegram tells of a payment.
create table payments (
  charge_id   text    not null primary key,
  bot_id      integer not null,
  user_id     integer not null references users (id),
  product     text    not null,
  stars       integer not null,
  paid_at     integer not null,
  refunded_at integer
) without rowid;
create index payments_by_user on payments (user_id);

create table subscriptions (
  id         integer primary key autoincrement,
  user_id    integer not null references users (id),
  charge_id  text    not null unique references payments (charge_id),
  plan       text    not null,
  starts_at  integer not null,
  expires_at integer not null
);
create index subscriptions_by_user on subscriptions (user_id, expires_at);
create index subscriptions_running on subscriptions (expires_at, plan);

-- Double entry: the entries of each transaction sum up to nothing. What a person may use is in 'free', 'plan' and
-- 'package', what a running job holds in 'reserved'; 'issued' is where minutes come from, 'used' and 'expired' where
-- they end.
create table ledger_transactions (
  id        integer primary key autoincrement,
  at        integer not null,
  kind      text    not null
            check (kind in ('free', 'payment', 'credit', 'reserve', 'settle', 'release', 'expire', 'refund')),
  user_id   integer not null references users (id),
  job_id    integer,
  charge_id text
);
create index ledger_by_job on ledger_transactions (job_id) where job_id is not null;

create table ledger_entries (
  transaction_id integer not null references ledger_transactions (id),
  account        text    not null
                 check (account in ('issued', 'free', 'plan', 'package', 'reserved', 'used', 'expired')),
  user_id        integer not null,
  millis         integer not null check (millis <> 0),
  primary key (transaction_id, account)
) without rowid;

-- The sums of the entries, kept in the same transactions.
create table balances (
  user_id integer not null references users (id),
  account text    not null,
  millis  integer not null,
  primary key (user_id, account)
) without rowid;

-- Up to when what is in 'free' and 'plan' may be used.
create table allowances (
  user_id    integer not null references users (id),
  account    text    not null check (account in ('free', 'plan')),
  expires_at integer not null,
  primary key (user_id, account)
) without rowid;
