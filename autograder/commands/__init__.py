"""The commands of `autograder`, by what they are for. Each loads what it needs when it runs."""
