"""What learners hand in: looked at once, without following anything."""
