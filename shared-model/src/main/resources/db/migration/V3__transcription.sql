-- The language that is spoken, as an ISO 639-1 code; 'auto' lets the engine find out. Jobs with the same recording and
-- the same language share one recognition.
alter table jobs add column recognition_language text not null default 'auto';
-- In which round of the queue it is this job's turn: each round takes at most one job of each asker.
alter table jobs add column turn integer not null default 0;
-- Since when no engine could be asked.
alter table jobs add column obstructed_at integer;

create index jobs_by_recording on jobs (file_unique_id);
create index jobs_by_user on jobs (user_id, queued_at);
create index jobs_by_chat on jobs (chat_id, queued_at);
