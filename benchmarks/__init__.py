"""How fast grading is, beside stock nbgrader on the same class. Nothing here is installed."""
