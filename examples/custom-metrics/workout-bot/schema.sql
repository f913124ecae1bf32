-- A bot that keeps training programs and what was lifted. Times are UTC epoch milliseconds.

create table programs (
  id          integer primary key,
  kind        text    not null,  -- strength, cardio, …
  created_at  integer not null,
  archived_at integer            -- programs are archived, never deleted
);

create table records (
  id          integer primary key,
  program_id  integer not null references programs (id),
  exercise    text    not null,
  grams       integer not null,
  repetitions integer not null,
  created_at  integer not null
);
create index records_by_time on records (created_at);
