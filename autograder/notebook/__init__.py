"""Notebooks as files and as cells. Nothing here runs code."""
