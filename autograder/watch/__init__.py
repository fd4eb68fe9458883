"""Grades what is handed in as it arrives."""
