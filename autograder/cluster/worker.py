"""What a Dask worker runs for `autograder autograde --scheduler`: judges of its own, kept warm between notebooks.

A worker is one of the instructor's machines, with this package and the course's folder. Request and answer are JSON as
bytes. Imports neither torch nor distributed: the judges are processes of their own.
"""

from __future__ import annotations

import atexit
import json
import os
import platform
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.course.fingerprint import Fingerprint, files_and_versions, fingerprint
from autograder.course.load import load
from autograder.course.model import Course, CourseError
from autograder.grading.pool import GraderFault, NoJudge, Nursery, Worker

# A judge with its sandbox takes some hundred megabytes: on a cluster that others use it does not wait longer than this.
IDLE_SECONDS = 120

Key = tuple[str, str, str, Fingerprint]  # the course's file, the device, the assignment and its files


def grade(request: bytes) -> bytes:
    """The answer has `report` and `outputs`, or `fault`: no score, or `refused`: this worker cannot grade the course."""
    asked = json.loads(request)
    try:
        answer = _grade(asked)
    except (NoJudge, CourseError, OSError) as error:
        answer = {"refused": "cannot grade: " + one_line(str(error))}
    except GraderFault as error:
        answer = {"fault": str(error)}
    except Exception as error:  # noqa: BLE001  an exception would travel as a pickle
        answer = {"fault": f"{type(error).__name__}: {error}"}
    return json.dumps(answer).encode()


def differing(here: dict[str, str], there: dict[str, str], most: int = 4) -> str:
    """The names whose contents differ, in one line; "" if none does."""
    names = sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def one_line(text: str) -> str:
    """What a traceback or a log ends with."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), text)


def _grade(asked: dict[str, Any]) -> dict[str, Any]:
    file = _course_file(asked["course"])
    course = load(file, check_pieces=False)
    name = asked["assignment"]
    if name not in [assignment.id for assignment in course.assignments]:
        return {"refused": f"has no assignment {name} (its course is {file}, on {platform.node()})"}
    assignment = course.assignment(name)
    difference = differing(asked["files"], files_and_versions(course, assignment))
    if difference:
        return {"refused": f"grades with other files: {difference} (its course is {file}, on {platform.node()})"}
    key = (str(file), asked["device"], name, fingerprint(course, assignment))
    judge = _judges.take(key, course)
    try:
        report, outputs = judge.grade(name, asked["notebook"], NotebookNode(asked["nb"]))
    finally:
        _judges.give_back(key, judge)
    return {"report": report, "outputs": outputs}


def _course_file(of_client: str) -> Path:
    """AUTOGRADER_COURSE decides; else the client's own path, for folders that machines share; else ./course.yml."""
    named = os.environ.get("AUTOGRADER_COURSE")
    if named:
        path = Path(named).absolute()
        return path / "course.yml" if path.is_dir() else path
    return Path(of_client) if Path(of_client).is_file() else Path("course.yml").absolute()


@dataclass
class _Judges:
    """The judges that wait for a notebook, each with the time since when; as many as were ever needed at once."""

    waiting: dict[Key, list[tuple[float, Worker]]] = field(default_factory=dict)
    nurseries: dict[Key, Nursery] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, key: Key, course: Course) -> Worker:
        with self.lock:
            known = self.waiting.get(key)
            if known:
                return known.pop()[1]
            nursery = self.nurseries.setdefault(key, Nursery(Path(key[0]), [key[2]], key[1]))
        return Worker(nursery, course.limits.wall_seconds)

    def give_back(self, key: Key, judge: Worker) -> None:
        with self.lock:
            self.waiting.setdefault(key, []).append((time.monotonic(), judge))
        later = threading.Timer(IDLE_SECONDS + 1, self.close, [IDLE_SECONDS])
        later.daemon = True
        later.start()

    def close(self, idle_seconds: float = 0) -> None:
        """Ends those that have waited so long."""
        until = time.monotonic() - idle_seconds
        with self.lock:
            ended = [judge for known in self.waiting.values() for since, judge in known if since <= until]
            kept = {key: [one for one in known if one[0] > until] for key, known in self.waiting.items()}
            self.waiting = {key: known for key, known in kept.items() if known}
        for judge in ended:
            judge.close()


_judges = _Judges()
atexit.register(_judges.close)
