"""`autograder autograde --scheduler` on a real Dask cluster: a scheduler and workers that are processes of their own."""

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import warnings
from pathlib import Path
from types import SimpleNamespace

import few_notebooks
import forked
import pytest
from test_autograde import rows

from autograder import demo
from autograder.cluster import worker as cluster_worker
from autograder.cluster.client import Cluster
from autograder.course.load import load
from autograder.gradebook.release import release

ROOT = Path(__file__).resolve().parents[2]
LEARNERS = ("ada-right", "ben-first-edition", "hana-no-return", "jan-untouched", "kim-empty-file")
AUTOGRADE = ("autograder.entry", "autograde", demo.ASSIGNMENT)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A released course whose learners have handed in."""
    folder = tmp_path_factory.mktemp("cluster") / "course"
    few_notebooks.lay_out(folder)
    place = load(folder / "course.yml")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        release(place, [demo.ASSIGNMENT])
    demo.hand_in(place)
    for path in (folder / "submitted").iterdir():
        if path.name not in LEARNERS:
            shutil.rmtree(path)
    return folder


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """The address of a scheduler that has two workers, each under its nanny; their folder holds no course."""
    folder = tmp_path_factory.mktemp("dask")
    file = folder / "scheduler.json"
    common = ["--scheduler-file", str(file), "--no-dashboard"]
    started = [
        dask(folder, "scheduler", "--host", "127.0.0.1", "--port", "0", *common),
        dask(folder, "worker", "--nworkers", "2", "--nthreads", "1", *common),
    ]
    until = time.monotonic() + 120
    while not file.exists() or not file.read_text().strip():
        assert time.monotonic() < until, (folder / "scheduler.log").read_text()
        time.sleep(0.05)
    yield json.loads(file.read_text())["address"]
    for process in reversed(started):
        process.terminate()
        process.wait(60)


def dask(folder, what, *options):
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    environment.pop("AUTOGRADER_COURSE", None)
    with (folder / f"{what}.log").open("w") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", what, *options], cwd=folder, env=environment, stdout=log, stderr=log
        )


def autograde(folder, *options):
    return forked.run(*AUTOGRADE, *options, cwd=folder, env=os.environ)


def kill_one_at_work(address, killed):
    """Ends a worker's process with SIGKILL as soon as it has something to grade; notes its process id."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=120)
        until = time.monotonic() + 120
        while time.monotonic() < until:
            busy = [worker for worker, keys in client.processing().items() if keys]
            if busy:
                (pid,) = client.run(os.getpid, workers=busy[:1]).values()
                os.kill(pid, 9)
                killed.append(pid)
                return
            time.sleep(0.02)


def test_a_class_graded_on_a_cluster_that_loses_a_worker_has_the_rows_and_files_of_a_local_run(course, scheduler):
    from distributed import Client

    local, remote = (shutil.copytree(course, course.with_name(name)) for name in ("local", "remote"))
    assert autograde(local, "--jobs", "1").returncode == 3  # one of them handed in an empty file
    killed = []
    killer = threading.Thread(target=kill_one_at_work, args=(scheduler, killed))
    killer.start()
    done = autograde(remote, "--scheduler", scheduler)
    killer.join()
    assert killed
    assert (done.returncode, done.stdout) == (3, "4 graded, 0 unchanged, 1 not graded\n"), done.stderr
    assert "kim-empty-file: not graded: softmax.ipynb: is empty" in done.stderr
    assert rows(remote) == rows(local)
    paths = [sorted(path.relative_to(place) for path in place.rglob("autograded/**/*.*")) for place in (local, remote)]
    assert paths[0] == paths[1] != []
    for path in paths[0]:
        assert (remote / path).read_text() == (local / path).read_text()
    with Client(scheduler, set_as_default=False) as client:  # the nanny has put another in the dead one's place
        client.wait_for_workers(2, timeout=60)
        assert killed[0] not in client.run(os.getpid).values()


def test_ctrl_c_keeps_what_the_cluster_has_graded_and_the_next_run_does_the_rest(course, scheduler, tmp_path):
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # commands inherit it where it is ignored
    folder = shutil.copytree(course, tmp_path / "course")
    try:
        options = ("--scheduler", scheduler, "--jobs", "1")
        how = {"cwd": folder, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        with subprocess.Popen([sys.executable, "-m", *AUTOGRADE, *options], **how) as process:
            while not list(folder.glob("autograded/ben-first-edition/*/*.ipynb")):  # ada is done then
                assert process.poll() is None, process.communicate()[1]
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=60)
    finally:
        signal.signal(signal.SIGINT, before)
    assert process.returncode == 130
    assert errors.splitlines()[-1].startswith("autograder: interrupted")
    assert "Traceback" not in errors
    done = autograde(folder, "--scheduler", scheduler)
    assert done.returncode == 3, done.stderr
    graded, unchanged = map(int, re.match(r"(\d+) graded, (\d+) unchanged, 1 not graded", done.stdout).groups())
    assert graded + unchanged == len(LEARNERS) - 1
    assert graded >= 1 <= unchanged


class SlowTerminal(io.StringIO):
    """Lets other threads go on after each piece that is written."""

    def write(self, text):
        written = super().write(text)
        time.sleep(0.01)
        return written


def test_workers_that_are_refused_at_once_have_a_line_each(monkeypatch):
    terminal = SlowTerminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    cluster = Cluster(SimpleNamespace(nthreads=dict), "tcp://here:1", SimpleNamespace(root=Path("course")), "cpu")
    names = [f"tcp://worker:{number}" for number in range(4)]
    threads = [threading.Thread(target=cluster._refuse, args=(name, "has no torch")) for name in names * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = terminal.getvalue().split("\n")
    assert sorted(lines) == ["", *(f"worker {name} has no torch; it grades nothing" for name in names)]


def test_workers_that_have_other_graders_are_refused_and_named(course, scheduler, tmp_path):
    """The course's folder is named by its path: the workers see what was edited after this command had looked."""
    folder = shutil.copytree(course, tmp_path / "course")
    program = """
import sys
from autograder.course import fingerprint

looked = fingerprint.files_and_versions
fingerprint.files_and_versions = lambda *asked: {**looked(*asked), "course.yml": "another"}

from autograder.entry import main

sys.exit(main())
"""
    done = subprocess.run(
        [sys.executable, "-c", program, "autograde", demo.ASSIGNMENT, "--scheduler", scheduler],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 2
    *refused, last = done.stderr.splitlines()
    assert refused
    for line in refused:
        assert line.startswith("worker tcp://127.0.0.1:")
        assert "grades with other files: course.yml (its course is" in line
    assert last.startswith(f"autograder: no worker of {scheduler} can grade: worker tcp://127.0.0.1:")
    assert not (folder / "autograded").exists() or not list((folder / "autograded").rglob("*.ipynb"))


@pytest.mark.parametrize(
    ("address", "complaint"),
    [("tcp://127.0.0.1:1", "no scheduler at tcp://127.0.0.1:1: "), ("nonsense", "expected an address")],
)
def test_a_scheduler_that_cannot_be_reached_costs_one_line(course, tmp_path, monkeypatch, capsys, address, complaint):
    from autograder.cli import main
    from autograder.cluster import client as cluster

    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    assert main(["--course", str(course / "course.yml"), "autograde", demo.ASSIGNMENT, "--scheduler", address]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert complaint in line


def test_the_command_imports_distributed_only_for_a_cluster():
    program = "import autograder.notebook.light_jsonschema as light; light.lighten(); import sys, autograder.cli"
    program += ", autograder.gradebook.autograde, autograder.cluster.client; sys.exit('distributed' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT).returncode == 0


def test_what_differs_is_named_and_the_rest_is_counted():
    here = {"course.yml": "1", "torch": "2.13.0", **{f"{n}.py": "x" for n in range(9)}}
    assert cluster_worker.differing(here, dict(here)) == ""
    assert cluster_worker.differing(here, {**here, "torch": "2.12.0"}) == "torch"
    assert cluster_worker.differing(here, {}) == "0.py, 1.py, 2.py, 3.py and 7 more"


def test_a_worker_finds_the_course_by_its_environment_then_by_the_commands_path_then_in_its_folder(
    tmp_path, monkeypatch
):
    named, shared, own = (tmp_path / name for name in ("named", "shared", "own"))
    for folder in (named, shared, own):
        folder.mkdir()
        (folder / "course.yml").touch()
    monkeypatch.chdir(own)
    assert cluster_worker._course_file(str(tmp_path / "elsewhere" / "course.yml")) == own / "course.yml"
    assert cluster_worker._course_file(str(shared / "course.yml")) == shared / "course.yml"
    monkeypatch.setenv("AUTOGRADER_COURSE", str(named))
    assert cluster_worker._course_file(str(shared / "course.yml")) == named / "course.yml"
