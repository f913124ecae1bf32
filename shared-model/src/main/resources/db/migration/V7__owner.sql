-- People whom the owner shut out. By Telegram's id: a block outlives the person's data, and may come before it.
create table blocks (
  telegram_id integer primary key,
  blocked_at  integer not null
);

-- Who can be written to, by which bot.
create table private_chats (
  bot_id     integer not null,
  chat_id    integer not null,  -- also the person's id
  started_at integer not null,
  gone_at    integer,           -- since when the person has blocked the bot
  primary key (bot_id, chat_id)
) without rowid;
insert into private_chats (bot_id, chat_id, started_at)
  select bot_id, chat_id, min(at) from (
    select bot_id, chat_id, queued_at as at from jobs
    union all
    select bot_id, chat_id, changed_at as at from chat_settings
  ) as known where chat_id > 0 group by bot_id, chat_id;

-- Messages of an owner to everybody. The message itself stays in the owner's chat.
create table broadcasts (
  id          integer primary key autoincrement,
  bot_id      integer not null,
  chat_id     integer not null,            -- the owner's
  message_id  integer not null,            -- what is copied to each recipient
  status_id   integer,                     -- the message that shows the progress
  language    text    not null,
  state       text    not null check (state in ('offered', 'running', 'done', 'stopped', 'failed')),
  recipients  integer not null,
  position    integer not null default 0,  -- the chat that was served last; the order is that of the ids
  delivered   integer not null default 0,
  blocked     integer not null default 0,
  failed      integer not null default 0,
  created_at  integer not null,
  finished_at integer
);
create index broadcasts_running on broadcasts (id) where state = 'running';
