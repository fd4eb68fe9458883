"""What a Dask worker runs for `autograder autograde --scheduler`: judges of its own, kept warm between notebooks.

A worker is one of the instructor's machines, with this package and the course's folder. Request and answer are JSON as
bytes. Imports neither torch nor distributed: the judges are processes of their own.
"""

from __future__ import annotations

import atexit
import json
import os
import platform
import sys
import threading
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.course.fingerprint import Fingerprint, files_and_versions, fingerprint
from autograder.course.load import load
from autograder.course.model import Course, CourseError
from autograder.grading.judges import pool_of_judges
from autograder.grading.pool import GraderFault, NoJudge, Pool

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
    try:
        report, outputs = _pool(key, course).grade(name, asked["notebook"], NotebookNode(asked["nb"]))
    finally:
        later = threading.Timer(IDLE_SECONDS + 1, _rest, [IDLE_SECONDS])
        later.daemon = True
        later.start()
    return {"report": report, "outputs": outputs}


def _course_file(of_client: str) -> Path:
    """AUTOGRADER_COURSE decides; else the client's own path, for folders that machines share; else ./course.yml."""
    named = os.environ.get("AUTOGRADER_COURSE")
    if named:
        path = Path(named).absolute()
        return path / "course.yml" if path.is_dir() else path
    return Path(of_client) if Path(of_client).is_file() else Path("course.yml").absolute()


_pools: dict[Key, Pool] = {}
_lock = threading.Lock()


def _pool(key: Key, course: Course) -> Pool:
    """As many judges as were ever needed at once."""
    with _lock:
        return _pools.setdefault(key, pool_of_judges(course, [key[2]], key[1], sys.maxsize))


def _rest(seconds: float) -> None:
    """Ends the judges that have waited so long for a notebook."""
    with _lock:
        pools = list(_pools.values())
    for pool in pools:
        pool.rest(seconds)


atexit.register(_rest, 0)
