"""Ignores and blocks every signal, lifts its limits, and never ends."""

GETS = "nothing"

import contextlib
import resource
import signal

for number in range(1, 65):
    with contextlib.suppress(OSError, ValueError):
        signal.signal(number, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
for name in dir(resource):
    if name.startswith("RLIMIT"):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(getattr(resource, name), (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def softmax(X):
    while True:
        pass
