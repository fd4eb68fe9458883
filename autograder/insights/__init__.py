"""The class at a glance: what the kept reports say of an assignment, and of the course so far."""
