"""Starts processes of its own in every way there is, detached from their parent."""

GETS = "honest"

import ctypes
import os
import subprocess

libc = ctypes.CDLL(None)
for way in (
    os.fork,
    os.forkpty,
    lambda: subprocess.Popen(["sleep", "1000"], start_new_session=True),
    lambda: os.posix_spawn("/bin/sleep", ["hostile_trace", "1000"], {}),
    lambda: os.system("sleep 1000 &"),
):
    try:
        started = way()
    except OSError:
        continue
    if started == 0 and way in (os.fork, os.forkpty):
        os._exit(0)


def softmax(X):
    return X.exp() / X.exp().sum()
