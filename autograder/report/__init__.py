"""What grading found, as data, and put into words and pages."""
