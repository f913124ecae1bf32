-- What the language model made of transcripts. It goes with the transcript.
create table variants (
  id             integer primary key autoincrement,
  transcript_id  integer not null references transcripts (id) on delete cascade,
  mode           text    not null,
  options        text    not null,
  prompt_version text    not null,
  model          text    not null,
  text           text    not null,
  created_at     integer not null,
  unique (transcript_id, mode, options, prompt_version, model)
);

-- Messages that Telegram has taken in answer to a press of a button, until its update is finished.
create table press_parts (
  bot_id     integer not null,
  update_id  integer not null,
  part       integer not null,
  message_id integer not null,
  primary key (bot_id, update_id, part)
) without rowid;
