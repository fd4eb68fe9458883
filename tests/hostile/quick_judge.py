"""A judge for tests of the commands around it: starts at once, and notes in the course's folder what it is asked.

IN_CONFIG in nbgrader_config.py makes nbgrader's own command and `autograder autograde` both start it for their judge.
"""

from __future__ import annotations

import importlib
import json
import os
import socket
import sys
import time
from pathlib import Path
from typing import IO

from autograder.grading.forking import fork_judges
from autograder.grading.judges import Judge, Nursery
from autograder.notebook import light_jsonschema

NOTES = "judged.txt"
SECONDS = 0.1  # per notebook: else all is over before anything can happen to it

IN_CONFIG = "import quick_judge\nquick_judge.take_over()\n"


def take_over() -> None:
    """From now on, this process's judges are quick ones, also of a nursery that was started before."""
    made, fork = Nursery.__init__, Nursery.fork

    def quick_from_the_start(self: Nursery, course_file: Path, *others: object) -> None:
        made(self, course_file, *others)  # type: ignore[arg-type]
        self._command = [sys.executable, __file__, str(course_file)]

    def quick(self: Nursery, worker: object) -> Judge:
        with self._lock:
            if __file__ not in self._command:
                self._command = [sys.executable, __file__, self._command[3]]
                if self._running is not None:
                    self._running.end()
                    self._running = None
        return fork(self, worker)

    Nursery.__init__, Nursery.fork = quick_from_the_start, quick  # type: ignore[method-assign]


def serve(requests: IO[str], answers: IO[str]) -> None:
    """Serves as a judge of `autograder.grading.serving` does."""
    import fake_judge
    from nbformat import from_dict

    from autograder.course.load import load
    from autograder.notebook.cells import runs_until
    from autograder.notebook.shown import in_order

    course = load(sys.argv[1], check_pieces=False)
    print(json.dumps({"ready": [], "pid": os.getpid()}), file=answers, flush=True)
    for line in requests:
        request = json.loads(line)
        with (Path(sys.argv[1]).parent / NOTES).open("a") as notes:
            notes.write(f"{os.getpid()}\n")
        time.sleep(SECONDS)
        nb = from_dict(request["nb"])
        assignment = course.assignment(request["assignment"])
        ran = nb.cells[: runs_until(nb, assignment.run)]
        report = fake_judge.grade_notebook(nb, assignment, request["notebook"], course)
        shown = {index: cell.outputs for index, cell in enumerate(ran) if cell.get("outputs")}
        print(json.dumps({"report": report.to_json(), "outputs": in_order(nb, shown)}), file=answers, flush=True)


def main() -> None:
    """Forks judges, with what `serve` imports: else each of them would import it anew."""
    light_jsonschema.lighten()
    sys.path.append(str(Path(__file__).parents[1]))
    for name in ("fake_judge", "autograder.course.load"):
        importlib.import_module(name)
    fork_judges(socket.socket(fileno=os.dup(0)), serve)


if __name__ == "__main__":
    main()
