-- What is left of the day's free minutes of people who had their data deleted: to be forgotten does not bring them
-- anew. It goes when the day is over, or when the person is back.
create table forgotten_allowances (
  person     text    not null primary key,  -- a keyed hash of Telegram's id; the key is not in the database
  left_ms    integer not null,
  expires_at integer not null
) without rowid;
