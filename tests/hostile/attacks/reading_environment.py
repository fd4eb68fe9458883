"""Looks for keys, tokens and paths in its environment and its command line."""

GETS = "honest"

import os
import sys

loot = [name for name in os.environ if any(word in name.upper() for word in ("KEY", "TOKEN", "SECRET", "PASS", "COURSE"))]
loot += [path for path in (*sys.path, *sys.argv, os.getcwd()) if "exercises" in path or "solutions" in path]
assert not loot, loot


def softmax(X):
    return X.exp() / X.exp().sum()
