-- What was chosen for a chat in /settings. A chat without a row has the defaults.
create table chat_settings (
  bot_id     integer not null,
  chat_id    integer not null,
  language   text    not null,  -- of the interface; 'auto' follows the reader's Telegram
  speech     text    not null,  -- to be recognised; 'auto' lets the engine find out
  mode       text    not null,  -- of the first answer: 'original' or a mode of rewriting
  format     text    not null,
  groups     text    not null,  -- whether every recording of a group is taken
  pressers   text    not null,  -- who may press the buttons under a transcript in a group
  changed_at integer not null,
  primary key (bot_id, chat_id)
) without rowid;
