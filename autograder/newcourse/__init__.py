"""`autograder new course`: a small course to begin from."""
