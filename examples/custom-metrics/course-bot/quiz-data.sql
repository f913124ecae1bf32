insert into answers (quiz, correct) values ('joins', 1), ('joins', 1), ('joins', 0), ('groups', 1);
