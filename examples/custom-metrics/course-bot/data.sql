insert into courses (id, slug) values (1, 'sql'), (2, 'statistics'), (3, 'drawing');

insert into enrolments (course_id, student_id, enrolled_at, finished_at) values
  (1, 1, 1767225600000, 1769904000000),
  (1, 2, 1767225600000, null),
  (1, 3, 1767312000000, 1769990400000),
  (1, 4, 1767312000000, null),
  (2, 1, 1767398400000, null);

insert into payments (course_id, method, kopecks, state, at) values
  (1, 'card', 150000, 'paid',     1767225600000),
  (1, 'card', 150000, 'paid',     1767225600000),
  (1, 'stars', 99000, 'refunded', 1767312000000),
  (1, null,   120050, 'paid',     1767312000000),
  (2, 'card', 200000, 'failed',   1767398400000);
