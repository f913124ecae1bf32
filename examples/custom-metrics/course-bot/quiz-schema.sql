-- The bot keeps quizzes in a file of their own, quiz.db.

create table answers (
  id      integer primary key,
  quiz    text    not null,
  correct integer not null check (correct in (0, 1))
);
