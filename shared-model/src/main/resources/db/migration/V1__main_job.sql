-- Times are UTC epoch milliseconds; money is in millionths of a dollar.

create table bots (
  id            integer primary key,  -- Telegram's id of the bot
  update_offset integer not null,     -- the first update_id that is not yet committed
  created_at    integer not null
);

create table users (
  id             integer primary key autoincrement,
  telegram_id    integer not null unique,
  language       text    not null,
  created_at     integer not null,
  last_active_at integer not null
);
create index users_by_activity on users (last_active_at);

-- What Telegram delivered. The body goes when the update is handled; the key stays for a while, so that a repeated
-- delivery is recognised.
create table updates (
  bot_id      integer not null,
  update_id   integer not null,
  received_at integer not null,
  body        text,
  handled_at  integer,
  primary key (bot_id, update_id)
) without rowid;
create index updates_waiting on updates (received_at) where handled_at is null;
create index updates_handled on updates (handled_at) where handled_at is not null;

create table jobs (
  id                integer primary key autoincrement,
  bot_id            integer not null,
  update_id         integer not null,
  chat_id           integer not null,
  thread_id         integer,
  message_id        integer not null,
  user_id           integer references users (id),
  language          text    not null,
  media_type        text    not null,
  file_id           text    not null,
  file_unique_id    text    not null,
  file_name         text,
  mime_type         text,
  file_size         integer,
  audio_ms          integer not null,
  state             text    not null
                    check (state in ('queued', 'running', 'transcribed', 'delivered', 'failed', 'cancelled')),
  failure           text,
  attempts          integer not null default 0,
  lease_owner       text,
  lease_until       integer,
  received_at       integer not null,
  queued_at         integer not null,
  finished_at       integer,
  unique (bot_id, update_id)
);
create index jobs_open on jobs (state, id) where state in ('queued', 'running', 'transcribed');
create index jobs_by_age on jobs (queued_at);

create table transcripts (
  id         integer primary key autoincrement,
  job_id     integer not null unique references jobs (id),
  provider   text    not null,
  model      text,
  language   text,
  text       text    not null,
  segments   text    not null,  -- JSON: [{"start": ms, "end": ms, "text": …}]
  audio_ms   integer not null,
  created_at integer not null
);

-- What Telegram has taken for a job: part 0 is the status message, parts from 1 on are the answer.
create table deliveries (
  job_id     integer not null references jobs (id),
  part       integer not null,
  message_id integer not null,
  sent_at    integer not null,
  primary key (job_id, part)
) without rowid;

-- Append-only, read by the exporter with a cursor on id.
create table technical_events (
  id          integer primary key autoincrement,
  at          integer not null,
  type        text    not null,
  user_id     integer,
  job_id      integer,
  kind        text,
  provider    text,
  model       text,
  status      text,
  reason      text,
  audio_ms    integer,
  duration_ms integer,
  cost_micros       integer,
  prompt_tokens     integer,
  completion_tokens integer,
  stars             integer
);
