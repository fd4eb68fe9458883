"""Ends the process while its cell runs."""

GETS = "nothing"
VERDICT = "crashed"

import os

os._exit(0)
