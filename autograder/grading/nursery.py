"""The process that judges are forked from: it loads torch, the graders and a sandbox once. `judges` starts it.

Each request for a judge brings two descriptors: a connection, and a file for whatever the judge prints. Over the
connection go lines of JSON between two processes that trust each other: requests to grade, and their answers.
"""

from __future__ import annotations

import argparse
import gc
import os
import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from autograder.grading.forking import end_with
from autograder.notebook import light_jsonschema


def main() -> int:
    """Serves on the socket that is standard input; 0, or 2 for tests that cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m autograder.grading.nursery", description=__doc__)
    parser.add_argument("course", type=Path)
    parser.add_argument("assignments", nargs="+", metavar="ASSIGNMENT", help="whose graders are loaded, and no other's")
    parser.add_argument("--device", default="cpu")
    arguments = parser.parse_args()
    control = socket.socket(fileno=os.dup(0))
    with open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 0)  # else the judges would keep the socket open after the end of this process
    threading.Thread(target=end_with, args=[control.fileno()], daemon=True).start()
    os.dup2(2, 1)
    gc.disable()  # nothing of what is loaded is garbage; `serving` switches it on
    light_jsonschema.lighten()
    from autograder.course.load import load
    from autograder.sandbox.launcher import Warm

    course = load(arguments.course, check_pieces=False)
    course = replace(course, assignments=tuple(map(course.assignment, arguments.assignments)))
    with ThreadPoolExecutor(1) as starter:
        guarded = course.layout.guarded
        warm = starter.submit(Warm, course.limits, course.isolation, arguments.device, guarded=guarded)
        # Meanwhile this process loads torch and the graders: the longest part of both starts.
        from autograder.grading.serving import JudgeServer

        return JudgeServer(course, arguments.device, warm, control).run()


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)  # taking torch down would keep the command waiting
