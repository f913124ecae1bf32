-- A bot that sells courses. Times are UTC epoch milliseconds, money is in kopecks.

create table courses (
  id   integer primary key,
  slug text not null unique
);

create table enrolments (
  course_id   integer not null references courses (id),
  student_id  integer not null,
  enrolled_at integer not null,
  finished_at integer,
  primary key (course_id, student_id)
);

create table payments (
  id       integer primary key,
  course_id integer not null references courses (id),
  method    text,               -- null for payments of the first year
  kopecks   integer not null,
  state     text    not null check (state in ('paid', 'failed', 'refunded')),
  at        integer not null
);
