"""Calls that never end and swallow every exception and signal."""

GETS = "nothing"
VERDICT = "timeout"

import signal

for number in (signal.SIGALRM, signal.SIGTERM, signal.SIGXCPU, signal.SIGINT):
    signal.signal(number, lambda *anything: None)


def softmax(X):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
