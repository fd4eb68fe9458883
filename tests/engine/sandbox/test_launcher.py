"""Processes behind the wall: what ends them, what they may use up, and that nothing of them is left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from behind import Inside, execute
from processes import descendants

from autograder.course.layout import Layout
from autograder.remote.student import SubmissionCrashed, SubmissionTimeout
from autograder.sandbox import command, launcher, policy
from autograder.sandbox.launcher import SandboxUnavailable, Warm, probe
from autograder.sandbox.policy import Limits
from autograder.sandbox.session import Session

ROOT = Path(__file__).resolve().parents[3]


def settles(condition: Callable[[], bool], seconds: float = 5) -> bool:
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture(scope="module")
def idle_processes(warm: Warm) -> set[int]:
    """Those of the sandbox while no submission runs."""
    warm.spawn().close()
    time.sleep(0.1)
    return descendants(warm.pid)


# ------------------------------------------------------------------------------------------------------- how it ends


@pytest.mark.parametrize(
    ("source", "ending"),
    [
        ("import os; os._exit(3)", "exit 3"),
        ("import os; os.kill(os.getpid(), 9)", "still running"),  # process 1 of a namespace cannot kill itself
        ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
        ("import os; os.abort()", "SIG"),  # process 1 ignores SIGABRT; what abort() does next ends it
    ],
)
def test_how_a_process_ended_is_told(warm: Warm, source: str, ending: str):
    session = Session(warm, Limits())
    if ending == "still running":
        session.execute(source)
        assert session._child is not None
        assert session._child.status(0.05) == ending
    else:
        with pytest.raises(SubmissionCrashed, match=ending):
            session.execute(source)
    session.close()


def test_a_burned_processor_is_told_from_a_crash(warm: Warm):
    with pytest.raises(SubmissionCrashed, match="cpu limit"):
        execute(warm, "while True: pass", Limits(cpu_seconds=1))


def test_ignoring_the_first_signal_of_the_cpu_limit_gains_one_second(warm: Warm):
    source = "import signal; signal.signal(signal.SIGXCPU, lambda *_: None)\nwhile True: pass"
    started = time.monotonic()
    with pytest.raises(SubmissionCrashed, match="cpu limit"):
        execute(warm, source, Limits(cpu_seconds=1))
    assert time.monotonic() - started < 20


def test_a_process_that_ignores_everything_is_ended(warm: Warm):
    source = """
import signal, time
for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}: signal.signal(number, signal.SIG_IGN)
while True:
    try: time.sleep(100)
    except BaseException: pass
"""
    started = time.monotonic()
    with pytest.raises(SubmissionTimeout):
        execute(warm, source, Limits(wall_seconds=1))
    assert time.monotonic() - started < 5


def test_kill_ends_it_at_once_and_says_so(warm: Warm):
    child = warm.spawn()
    child.kill()
    assert child.status() == "SIGKILL"
    assert child.socket.recv(1) == b""
    child.close()
    child.close()  # twice does no harm


def test_closing_a_running_process_ends_it(warm: Warm, idle_processes: set[int]):
    children = [warm.spawn() for _ in range(3)]
    assert settles(lambda: len(descendants(warm.pid)) == len(idle_processes) + 3)
    for child in children:
        child.close()
    assert settles(lambda: descendants(warm.pid) == idle_processes)


def test_a_process_whose_judge_lets_go_of_it_ends(warm: Warm, idle_processes: set[int]):
    child = warm.spawn()
    child._status.close()
    assert settles(lambda: descendants(warm.pid) == idle_processes)
    child.close()


# ------------------------------------------------------------------------------------------------- what it can use up


def test_a_hog_of_memory_ends_with_an_error_of_its_own(inside: Inside):
    assert "MemoryError" in inside("x = [bytearray(50 << 20) for _ in range(100)]", memory_mb=500)
    assert "can't allocate memory" in inside("import torch; torch.ones(1 << 28)", memory_mb=500)


def test_memory_below_the_limit_can_be_used(inside: Inside):
    assert inside("x = bytearray(400 << 20); print('fits')", memory_mb=500) == "fits"


def test_a_fork_bomb_does_not_start(inside: Inside, warm: Warm, idle_processes: set[int]):
    assert inside("import os\nwhile True: os.fork()").startswith("PermissionError")
    assert settles(lambda: descendants(warm.pid) == idle_processes)


def test_where_processes_are_allowed_a_fork_bomb_stops_at_their_number(inside: Inside):
    source = """
import os, time
count = 0
try:
    while True:
        if os.fork() == 0:
            time.sleep(60); os._exit(0)
        count += 1
except OSError as error:
    print(type(error).__name__, count)
"""
    assert inside(source, processes=5) == "BlockingIOError 4"


def test_threads_are_bounded(inside: Inside):
    source = """
import threading, time
count = 0
try:
    while True:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        count += 1
except RuntimeError:
    print(20 < count < 100)
"""
    assert inside(source) == "True"


def test_processes_that_go_into_the_background_end_with_their_submission(warm: Warm, idle_processes: set[int]):
    source = """
import os, signal, time
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        for number in (1, 2, 15): signal.signal(number, signal.SIG_IGN)
        time.sleep(600)
        os._exit(0)
print("started")
"""
    session = Session(warm, Limits(processes=8))
    session.execute(source)
    assert settles(lambda: len(descendants(warm.pid)) == len(idle_processes) + 4)
    session.close()
    assert settles(lambda: descendants(warm.pid) == idle_processes)


@pytest.mark.parametrize("folder", ["/tmp", "/dev/shm"])
def test_the_disk_cannot_be_filled(inside: Inside, folder: str):
    source = f"""
import errno
written = 0
try:
    for number in range(10000):
        with open(f"{folder}/{{number}}", "wb") as file:
            written += file.write(bytes(1 << 20))
except OSError as error:
    print(errno.errorcode[error.errno], written >> 20)
"""
    answer, megabytes = inside(source, file_mb=5).split()
    assert answer == "ENOSPC"
    assert int(megabytes) <= 5 * policy.SCRATCH_FILES


def test_empty_files_are_bounded_too(inside: Inside):
    source = """
import errno
try:
    for number in range(100000): open(f"/tmp/{number}", "w").close()
except OSError as error:
    print(errno.errorcode[error.errno], number)
"""
    answer, number = inside(source).split()
    assert answer == "ENOSPC"
    assert int(number) < policy.SCRATCH_INODES


def test_one_file_is_bounded(inside: Inside):
    source = """
try: open("big", "wb").write(bytes(3 << 20))
except OSError as error: print(error.strerror)
"""
    assert inside(source, file_mb=2) == "File too large"


def test_descriptors_are_bounded(inside: Inside):
    source = """
import os
try:
    while True: os.dup(0)
except OSError as error: print(error.strerror)
"""
    assert inside(source) == "Too many open files"


# ------------------------------------------------------------------------------------------- when something is killed


def test_a_killed_child_costs_nothing_but_itself(warm: Warm):
    first, second = Session(warm, Limits()), Session(warm, Limits())
    first._child.kill()
    with pytest.raises(SubmissionCrashed, match="SIGKILL"):
        first.execute("1")
    assert second.execute("print('alive')")[0].text == "alive\n"
    first.close()
    second.close()


def warm_python(warm: Warm) -> int:
    """The innermost process, which forks the others; none of those runs."""
    layers = 3 if warm._attempt.become else 2
    assert settles(lambda: len(descendants(warm.pid)) == layers)
    return max(descendants(warm.pid))


@pytest.mark.parametrize("outermost", [True, False])
def test_a_killed_warm_process_is_started_again(outermost: bool):
    with Warm(Limits()) as warm:
        before, innermost = warm.pid, warm_python(warm)
        running = Session(warm, Limits())
        os.kill(before if outermost else innermost, signal.SIGKILL)

        def lost() -> bool:  # the kill takes a moment to reach everybody
            try:
                running.execute("1")
            except SubmissionCrashed:
                return True
            return False

        assert settles(lost)
        running.close()
        assert execute(warm, "print('again')", Limits()) == "again\n"
        assert warm.pid != before
        assert settles(lambda: not Path(f"/proc/{before}").exists())


def test_a_warm_process_that_does_not_answer_is_started_again(monkeypatch: pytest.MonkeyPatch):
    with Warm(Limits()) as warm:
        before, received, silent = warm.pid, launcher.Child._receive, [True]

        def receive(child: launcher.Child, until: float) -> object:
            if silent:
                silent.clear()
                raise TimeoutError("no answer")
            return received(child, until)

        monkeypatch.setattr(launcher.Child, "_receive", receive)
        assert execute(warm, "print('again')", Limits()) == "again\n"
        assert warm.pid != before


def test_nothing_survives_a_killed_judge():
    source = """
import time
from autograder.sandbox.launcher import Warm
from autograder.sandbox.policy import Limits
warm = Warm(Limits())
children = [warm.spawn() for _ in range(2)]
print("ready", flush=True)
time.sleep(60)
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    with subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE, env=environment) as judge:
        assert judge.stdout is not None
        assert judge.stdout.readline() == b"ready\n"
        started = descendants(judge.pid)
        assert len(started) >= 4
        judge.kill()
    assert settles(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started))


def test_closing_leaves_no_process_and_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    before = descendants(os.getpid())
    for isolation in ("required", "none"):
        with Warm(Limits(), isolation=isolation) as warm:
            execute(warm, "open('left', 'w').write('x')", Limits())
    assert settles(lambda: descendants(os.getpid()) == before)
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------------------------- with fewer layers


@pytest.fixture
def without_namespaces(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine like a container, where bubblewrap is refused. Root stays root: its Python may be for root only."""
    monkeypatch.setattr(command, "bwrap", lambda: "/bin/false")
    monkeypatch.setattr(command, "identities", lambda: (None,))


def test_without_namespaces_the_other_layers_carry_on(without_namespaces: None):
    with Warm(Limits()) as warm:
        assert warm.layers == ("landlock", "seccomp", "rlimits")
        assert execute(warm, "import torch; print(torch.ones(2).sum().item())", Limits()) == "2.0\n"
        assert "PermissionError" in execute(warm, f"open({str(ROOT / 'pyproject.toml')!r})", Limits())
        assert "PermissionError" in execute(warm, "open('x', 'w')", Limits())
        assert "PermissionError" in execute(warm, f"import os; os.kill({os.getpid()}, 0)", Limits())
        assert "PermissionError" in execute(warm, f"open('/proc/{os.getpid()}/environ')", Limits())


@pytest.mark.skipif(os.geteuid() == 0, reason="the kernel counts no thread of root's")
def test_without_namespaces_threads_are_bounded_too(without_namespaces: None):
    source = """
import threading, time
try:
    for count in range(3000): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
except RuntimeError:
    print(count < 1000)
"""
    with Warm(Limits()) as warm:
        assert execute(warm, source, Limits()) == "True\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_root_never_runs_a_submission_as_root(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(command, "bwrap", lambda: None)
    try:
        with Warm(Limits()) as warm:
            outcome = execute(warm, "import os; print(os.getuid())", Limits())
    except SandboxUnavailable as refusal:  # this Python is for root only
        outcome = str(refusal)
    assert outcome == f"{policy.OUTER_UID}\n" or "root does not run submissions" in outcome


def test_without_namespaces_several_processes_are_refused_with_reason_and_remedy(without_namespaces: None):
    with pytest.raises(SandboxUnavailable) as caught:
        Warm(Limits(processes=4))
    message = str(caught.value)
    assert "persistence: namespaces missing here" in message
    assert policy.REMEDIES["namespaces"] in message
    assert "the warm process does not start" in message
    assert "isolation: none" in message


@pytest.mark.parametrize("missing", ["seccomp", "landlock"])
def test_a_missing_layer_is_seen_before_anything_runs(missing: str, monkeypatch: pytest.MonkeyPatch):
    layers = [layer for layer in (*policy.LAYERS, policy.SCOPES) if layer not in {missing, "namespaces"}]
    monkeypatch.setattr(launcher, "_outer_layers", lambda *_: tuple(layers))
    if missing == "seccomp":
        with pytest.raises(SandboxUnavailable, match="kernel surface: seccomp missing here"):
            Warm(Limits())
    else:
        with Warm(Limits()) as warm:
            assert warm.layers == ("namespaces", "seccomp", "rlimits")


def test_isolation_none_is_honest_and_still_has_limits():
    with Warm(Limits(), isolation="none") as warm:
        assert warm.layers == ("rlimits",)
        assert "MemoryError" in execute(warm, "x = bytearray(600 << 20)", Limits(memory_mb=500))
        assert execute(warm, "open('x', 'w').write('y'); print('wrote')", Limits()) == "wrote\n"


def test_the_probe_agrees_with_what_a_warm_process_gets(warm: Warm):
    found = probe()
    assert found.error is None
    assert found.gaps == ()
    assert set(warm.layers) <= set(found.layers)


def test_the_probe_says_what_is_missing_and_what_to_do(without_namespaces: None):
    found = probe()
    (namespaces,) = [detail for detail in found.details if detail.layer == "namespaces"]
    assert not namespaces.ok
    assert namespaces.remedy == policy.REMEDIES["namespaces"]
    assert "namespaces" not in found.layers
    assert found.gaps == ()


@pytest.mark.parametrize("kept", ["packages/course", "elsewhere"])
def test_a_course_among_pythons_packages_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: str):
    """Every submission could read its hidden tests; a link to them from elsewhere changes nothing."""
    graders = tmp_path / "packages" / "course" / "graders"
    graders.mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "graders").symlink_to(graders)
    here = command.machine()
    there = policy.Machine(here.prefix, here.interpreter, (str(tmp_path / "packages"),), here.package_root)
    monkeypatch.setattr(command, "machine", lambda: there)
    with pytest.raises(SandboxUnavailable, match="the course lies below"):
        Warm(Limits(), guarded=Layout(tmp_path / kept).guarded)


# ------------------------------------------------------------------------------------------------------------- speed


def test_a_new_process_with_every_layer_takes_milliseconds(warm: Warm):
    times = []
    for _ in range(15):
        started = time.perf_counter()
        child = warm.spawn()
        times.append(time.perf_counter() - started)
        child.close()
    assert min(times) < 0.1  # about 10 ms; the rest is room for a busy machine
