"""Quizzes: their questions, the forms and numbers of answers, their notebooks and their grading."""
