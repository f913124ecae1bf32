-- Sums of technical_events, so that old events can go and no total ever falls. Each event is in here once its id is at
-- most rolled_up_to; the events above it are only in their own table. Text that an event lacks is ''.
create table event_rollup (
  bucket            integer not null,  -- start of a quarter of an hour; 0 for all that no chart by the hour shows any more
  type              text    not null,
  kind              text    not null,
  provider          text    not null,
  model             text    not null,
  status            text    not null,
  reason            text    not null,
  duration_up_to    integer not null,  -- upper limit of a class of durations; 0 where they are not classed
  events            integer not null,
  last_at           integer not null,
  audio_ms          integer not null,
  duration_ms       integer not null,
  cost_micros       integer not null,
  prompt_tokens     integer not null,
  completion_tokens integer not null,
  stars             integer not null,
  primary key (bucket, type, kind, provider, model, status, reason, duration_up_to)
) without rowid;

-- One row: how far the event log is rolled up, and up to which id its rows are gone.
create table event_rollup_state (
  id           integer primary key check (id = 1),
  rolled_up_to integer not null,
  pruned_to    integer not null,
  check (pruned_to <= rolled_up_to)
);
insert into event_rollup_state (id, rolled_up_to, pruned_to) values (1, 0, 0);

-- How many users were active in the hour that ended then: a user's own row only tells the last time.
create table activity_samples (
  at           integer primary key,  -- the end of a quarter of an hour
  active_users integer not null
);
