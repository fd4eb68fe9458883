"""`autograder autograde --scheduler`: judges on the machines of a Dask cluster, one writer here.

A restored notebook goes to a worker as JSON, and a report with its cells' outputs comes back as JSON: nothing that a
submission made is pickled. Who may join the cluster decides scores: scheduler and workers are the instructor's
machines. Does not import distributed before it is used.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import CancelledError
from typing import Any

from nbformat import NotebookNode

from autograder.cluster import worker as cluster_worker
from autograder.course.fingerprint import files_and_versions
from autograder.course.model import Course
from autograder.grading.pool import GraderFault, NoGraders, Pool
from autograder.notebook.shown import Outputs, code_cells

CONNECT_SECONDS = 15.0
# A cluster that grows on demand (dask-jobqueue, dask-gateway) may wait in a queue before it has its first worker.
WORKER_SECONDS = 300.0
_LOOK_SECONDS = 2.0
# In flight without --jobs: for each thread one at work and one waiting, and enough for a small cluster to grow.
_PER_THREAD, _AT_LEAST = 2, 16
_AT_MOST = 256


class Cluster:
    """Grades on whichever worker the scheduler chooses; `grade` may be called from many threads at once."""

    def __init__(self, client: Any, address: str, course: Course, device: str) -> None:
        self._client, self._address, self._device = client, address, device
        self._course, self._file = course, str(course.root / "course.yml")
        self._files: dict[str, dict[str, str]] = {}  # by assignment
        self._refused: dict[str, str] = {}
        self._lock = threading.Lock()
        self._stopped = False
        self._looked = self._seen = time.monotonic()  # when workers were last asked for, and last there
        self._workers: set[str] = set(client.nthreads())

    def grade(self, assignment: str, notebook: str, nb: NotebookNode) -> tuple[dict[str, Any], Outputs]:
        """As `pool.Grader`. A worker that dies or is refused leaves the notebook to another."""
        asked = {"assignment": assignment, "notebook": notebook, "device": self._device, "nb": nb}
        request = json.dumps({**asked, "course": self._file, "files": self._files_of(assignment)}).encode()
        while True:
            allowed = self._allowed()
            worker, answer = self._ask(request, allowed)
            if answer is None:
                continue  # those that were allowed are gone
            if "refused" not in answer:
                break
            self._refuse(worker, answer["refused"])
        if "fault" in answer:
            raise GraderFault(f"worker {worker}: {answer['fault']}")
        return _checked(answer, assignment, notebook, nb)

    def stop(self) -> None:
        self._stopped = True
        self._client.close(timeout=5)

    def close(self) -> None:
        self.stop()

    def _files_of(self, assignment: str) -> dict[str, str]:
        with self._lock:
            if assignment not in self._files:
                self._files[assignment] = files_and_versions(self._course, self._course.assignment(assignment))
            return self._files[assignment]

    def _ask(self, request: bytes, allowed: set[str] | None) -> tuple[str, dict[str, Any] | None]:
        """(the worker's address, its answer); None when all of those allowed are lost. Raises GraderFault, NoGraders."""
        from distributed import KilledWorker

        try:
            future = self._client.submit(
                _on_worker, request, workers=allowed, key=f"autograder-{uuid.uuid4().hex}", retries=2
            )
            while True:
                try:
                    answer: dict[str, Any] = json.loads(future.result(timeout=_LOOK_SECONDS))
                    return str(answer.pop("worker")), answer
                except TimeoutError:
                    if not self._present(allowed):
                        future.cancel()
                        return "", None
        except NoGraders:
            raise
        except KilledWorker:
            raise GraderFault("the cluster's workers died one after another while they graded this notebook") from None
        except CancelledError:
            raise self._lost() from None
        except Exception as error:  # noqa: BLE001  what the cluster raises itself
            if self._stopped or self._client.status != "running":
                raise self._lost() from None
            raise NoGraders(_foreign(error, self._address)) from None

    def _present(self, allowed: set[str] | None) -> bool:
        """Whether there is a worker to wait for. Raises NoGraders when there has been none at all for too long."""
        with self._lock:
            now = time.monotonic()
            if now - self._looked >= _LOOK_SECONDS:
                self._workers, self._looked = set(self._client.nthreads()), now
            if self._workers:
                self._seen = now
            elif now - self._seen > WORKER_SECONDS:
                raise NoGraders(_nobody(self._address))
            return allowed is None or bool(self._workers & allowed)

    def _allowed(self) -> set[str] | None:
        """The workers that a notebook may go to; None for any. Raises NoGraders when every one was refused."""
        with self._lock:
            if not self._refused:
                return None
            self._workers = set(self._client.nthreads())
            allowed = self._workers - self._refused.keys()
            if self._workers and not allowed:
                reasons = [f"worker {name} {why}" for name, why in self._refused.items() if name in self._workers]
                raise NoGraders(f"no worker of {self._address} can grade: {reasons[0]}")
            return allowed or None

    def _refuse(self, worker: str, reason: str) -> None:
        with self._lock:  # print writes a line and its end separately: two threads must not write at once
            if worker not in self._refused:
                print(f"worker {worker} {reason}; it grades nothing", file=sys.stderr)
            self._refused[worker] = reason

    def _lost(self) -> NoGraders:
        if self._stopped:
            return NoGraders("grading was stopped")
        return NoGraders(
            f"the scheduler {self._address} was lost; what was graded is kept: run the command again to go on"
        )


@contextlib.contextmanager
def connected(address: str, course: Course, device: str, jobs: int | None, files: int) -> Iterator[Pool]:
    """As many notebooks may be on the cluster at once as `jobs` says, or as suits its threads.

    Raises NoGraders when nobody answers at the address, or no worker comes within WORKER_SECONDS.
    """
    client = _connect(address)
    try:
        threads = _threads(client, address)
        many = jobs or min(max(_PER_THREAD * threads, _AT_LEAST), _AT_MOST)
        cluster = Cluster(client, address, course, device)
        yield Pool(lambda: cluster, max(1, min(many, files)))
    finally:
        client.close(timeout=5)


def _connect(address: str) -> Any:
    try:
        import distributed
    except ImportError:
        raise NoGraders("--scheduler needs the package distributed: pip install -e '.[cluster]'") from None
    if not re.fullmatch(r"(\w+://)?\S+:\d+(/\S*)?", address):
        raise NoGraders(
            f"--scheduler {address}: expected an address as `dask scheduler` prints it, e.g. tcp://host:8786"
        )
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado"):  # one line of ours says it
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        return distributed.Client(
            address,
            timeout=CONNECT_SECONDS,
            set_as_default=False,
            direct_to_workers=False,
            deserializers=["dask", "msgpack", "error"],
        )
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        why = cluster_worker.one_line(str(error)) or type(error).__name__
        raise NoGraders(f"no scheduler at {address}: {why}; is `dask scheduler` running there?") from None


def _threads(client: Any, address: str) -> int:
    """How many the cluster has, as soon as it has any."""
    until = time.monotonic() + WORKER_SECONDS
    while not (threads := sum(client.nthreads().values())):
        if time.monotonic() > until:
            raise NoGraders(_nobody(address))
        time.sleep(0.2)
    return int(threads)


def _nobody(address: str) -> str:
    return f"{address} has had no worker for {WORKER_SECONDS:g} s; start one there: dask worker {address}"


def _foreign(error: Exception, address: str) -> str:
    why = cluster_worker.one_line(str(error)) or type(error).__name__
    return f"the cluster {address} cannot run the grader: {why}; does every worker have this package installed?"


def _on_worker(request: bytes) -> bytes:
    from distributed import get_worker

    answer = json.loads(cluster_worker.grade(request))
    return json.dumps({**answer, "worker": get_worker().address}).encode()


def _checked(
    answer: dict[str, Any], assignment: str, notebook: str, nb: NotebookNode
) -> tuple[dict[str, Any], Outputs]:
    """The answer, if it is one to this request: this notebook's report, and outputs for as many cells as it has."""
    report, outputs = answer["report"], answer["outputs"]
    if (report["assignment"], report["notebook"]) != (assignment, notebook) or len(outputs) != len(code_cells(nb)):
        raise GraderFault("a worker answered with another notebook than it was given")
    return report, outputs
