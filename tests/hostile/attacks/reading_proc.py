"""Reads other processes: their environment, memory, command line, descriptors and working folder."""

GETS = "honest"

import os

loot = []
for pid in [*range(1, 5000), "self/../1"]:
    for name in ("environ", "cmdline", "maps", "mem", "cwd", "root", "fd/0"):
        try:
            with open(f"/proc/{pid}/{name}", "rb") as file:
                loot.append((pid, name, file.read(100)))
        except (OSError, ValueError):
            pass
assert all(pid in (os.getpid(), "self/../1") and name in ("maps", "fd/0") for pid, name, _ in loot), loot


def softmax(X):
    return X.exp() / X.exp().sum()
