"""`autograder similar`: whose work is more alike than the exercise explains, as a question to be looked at by a person."""
