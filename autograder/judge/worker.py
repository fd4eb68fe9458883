"""The judge's process: holds the graders and a warm sandbox, and answers one grading request after another.

Requests and answers are lines of JSON on standard input and output, between two processes that trust each other: `pool`
starts this one. Standard output is kept for the answers; whatever else is printed goes to standard error.
"""

from __future__ import annotations

import argparse
import gc
import os
import select
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from autograder import light_jsonschema

_GRACE_SECONDS = 1.0


def _end_with_starter() -> None:
    """Ends this process, and so its sandbox, when whoever started it has gone, even by a kill in the middle of a grading.

    Else it would go on until the submission's time is over. A judge that is merely not needed any more ends by itself.
    """
    hung_up = select.poll()
    hung_up.register(sys.stdin, 0)
    hung_up.poll()
    time.sleep(_GRACE_SECONDS)
    os._exit(1)


def main() -> int:
    """Serves on standard input and output; pytest's exit status."""
    parser = argparse.ArgumentParser(prog="python -m autograder.judge.worker", description=__doc__)
    parser.add_argument("course", type=Path)
    parser.add_argument("--device", default="cpu")
    arguments = parser.parse_args()
    threading.Thread(target=_end_with_starter, daemon=True).start()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    gc.disable()  # nothing of what is loaded is garbage; `serving` switches it on
    light_jsonschema.load()
    from autograder.course import load
    from autograder.sandbox.launcher import Warm

    course = load(arguments.course, check_pieces=False)
    with ThreadPoolExecutor(1) as starter:
        warm = starter.submit(Warm, course.limits, course.isolation, arguments.device)
        # Meanwhile this process loads torch, pytest and the graders: the longest part of both starts.
        from autograder.judge.serving import Judge

        return Judge(course, arguments.device, warm, sys.stdin, answers).run()


if __name__ == "__main__":
    sys.exit(main())
