insert into programs (id, kind, created_at, archived_at) values
  (1, 'strength', 1767225600000, null),
  (2, 'strength', 1767312000000, null),
  (3, 'cardio',   1767398400000, null),
  (4, 'mobility', 1767484800000, 1769904000000);

insert into records (program_id, exercise, grams, repetitions, created_at) values
  (1, 'squat',    80000, 5, 1767312000000),
  (1, 'squat',    82500, 5, 1767484800000),
  (2, 'deadlift', 95000, 3, 1767571200000),
  (1, 'squat',    85000, 5, unixepoch() * 1000),
  (3, 'rowing',       0, 1, unixepoch() * 1000);
