"""The process in which fragments are made: it can be lost, by its own limits or by whoever waits for it.

It reads requests and writes answers, each a length and JSON; see `rendering`, which starts it. The work is done in a
fork, so that after a loss the next one is there at once.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from typing import IO, Any

from autograder.notebook import light_jsonschema

MEMORY = 2**30  # bytes of address space; what it has loaded takes a third
LENGTH = 4  # bytes, of a length


def send(stream: IO[bytes], message: dict[str, Any]) -> None:
    data = json.dumps(message).encode("utf-8", "replace")
    stream.write(len(data).to_bytes(LENGTH, "big") + data)
    stream.flush()


def main() -> None:
    light_jsonschema.lighten()
    import autograder.pages.fragments  # noqa: F401  once, for every fork

    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    send(answers, {"ready": True})
    while True:
        child = os.fork()
        if child == 0:
            _serve(answers)
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            return  # nobody asks any more
        send(answers, {"lost": True})


def _serve(answers: IO[bytes]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while head := sys.stdin.buffer.read(LENGTH):
        request = json.loads(sys.stdin.buffer.read(int.from_bytes(head, "big")))
        # When it is over the process ends, wherever it is: a regular expression does not look at Python's signals.
        signal.setitimer(signal.ITIMER_PROF, request["seconds"])
        begun = time.process_time()
        answer = _answer(request)
        signal.setitimer(signal.ITIMER_PROF, 0)
        send(answers, {**answer, "seconds": time.process_time() - begun})


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    from autograder.pages.fragments import TooMuch, fragment

    try:
        html, elements = fragment(request["kind"], request["text"], request["attachments"])
    except TooMuch as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": "it takes too much memory"}
    except Exception:  # noqa: BLE001  parsers raise what they like about what they read
        return {"refused": "it cannot be read as that"}
    return {"html": html, "elements": elements}


if __name__ == "__main__":
    main()
