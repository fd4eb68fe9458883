"""The proof of graders: known answers, mutants, and what each test must say about them."""
