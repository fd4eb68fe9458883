"""Every single layer matters: taken out of a copy of the sandbox's source, its absence shows inside.

A row of REMOVED names the layer, the exact text that puts it on, what stands there instead, and which of the PROMISES no
longer holds then. The same promises hold with nothing removed. Where one layer covers for another, that one is off.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import facts
import pytest
from behind import SECRET
from processes import descendants

from autograder.sandbox import command, policy
from autograder.sandbox.policy import Limits

PACKAGE = Path(policy.__file__).parents[1]
PROGRAM = Path(facts.__file__)
ALL = "namespaces landlock landlock-scopes seccomp rlimits"
NO_SECCOMP = "namespaces landlock landlock-scopes rlimits"
NAMESPACES = "namespaces rlimits"
LANDLOCK = "landlock landlock-scopes"
Edit = tuple[str, str, str]  # file below sandbox/, text, replacement


@dataclasses.dataclass(frozen=True)
class Told:
    """What two submissions that run at once tell, and the machine's own namespaces."""

    first: dict[str, Any]
    second: dict[str, Any]
    machine: dict[str, str]

    def shared(self) -> set[str]:
        ours, theirs = self.first["namespaces"], self.second["namespaces"]
        return {kind for kind in ours if ours[kind] == theirs[kind]}

    def outside(self) -> set[str]:
        """The namespaces of the machine that a submission is in."""
        return {kind for kind, name in self.first["namespaces"].items() if name == self.machine[kind]}

    def answer(self, attempt: str) -> str:
        return str(self.first["attempts"][attempt])

    def room(self, path: str) -> tuple[set[str], int, int]:
        flags, size, files = self.first["rooms"][path]
        return set(flags), size, files

    def status(self, *names: str) -> list[str]:
        return [self.first["status"][name] for name in names]


LIMITS = Limits()
SCRATCH_BYTES = {"/tmp": policy.SCRATCH_FILES * LIMITS.file_mb << 20, "/dev/shm": LIMITS.file_mb << 20}
OWNER = policy.OUTER_UID if os.geteuid() == 0 else os.geteuid()
PROMISES: dict[str, Callable[[Told], bool]] = {
    "first process": lambda told: (told.first["pid"], told.first["parent"]) == (1, 0),
    # bubblewrap's, the submission's, and where the judge is root, that of the user which it becomes
    "PID namespaces": lambda told: told.first["depth"] == (3 if os.geteuid() == 0 else 2),
    "own session": lambda told: told.first["session"] == told.first["pid"],
    "none of the machine's namespaces": lambda told: not told.outside(),
    "no user namespace of another": lambda told: "user" not in told.shared(),
    "no network of another": lambda told: "net" not in told.shared(),
    "no shared memory of another": lambda told: "ipc" not in told.shared(),
    "no files of another": lambda told: told.second["left"] == [] and "mnt" not in told.shared(),
    "name of the machine": lambda told: told.first["machine"] == policy.HOSTNAME,
    "empty environment": lambda told: set(told.first["environment"]) <= {*policy.environment("cpu"), "PWD", "LC_CTYPE"},
    "descriptors": lambda told: told.first["descriptors"] == [0, 1, 2, 3],
    "nobody": lambda told: told.first["owner"] == OWNER and told.status("Uid") == ["\t".join([str(policy.UID)] * 4)],
    "no capability": lambda told: set(told.status("CapInh", "CapPrm", "CapEff", "CapAmb")) == {"0" * 16},
    "no capability to be gained": lambda told: told.status("CapBnd") == ["0" * 16],
    "no new privileges": lambda told: told.status("NoNewPrivs") == ["1"],
    "not to be looked into": lambda told: told.first["dumpable"] == 0,
    "private files": lambda told: told.first["umask"] == 0o77,
    "root read-only": lambda told: "RDONLY" in told.room("/")[0],
    "packages read-only": lambda told: "RDONLY" in told.room("/packages")[0],
    "proc read-only": lambda told: "RDONLY" in told.room("/proc")[0],
    "modules unchanged": lambda told: told.answer("change a module") == "EROFS",
    "nothing executable": lambda told: all(told.room(at)[0] == {"NOSUID", "NODEV", "NOEXEC"} for at in SCRATCH_BYTES),
    "bounded disk": lambda told: all(told.room(at)[1] == size for at, size in SCRATCH_BYTES.items()),
    "bounded files": lambda told: all(told.room(at)[2] == policy.SCRATCH_INODES for at in SCRATCH_BYTES),
    "repository hidden": lambda told: told.answer("read the repository") in {"ENOENT", "EACCES"},
    "nothing unlisted": lambda told: told.answer("read what is not listed") == "ENOENT",
    "modules unreadable": lambda told: told.answer("read a module") == "EACCES",
    "kernel undescribed": lambda told: told.answer("read /proc/version") == "EACCES",
    "no program": lambda told: told.answer("execute") in {"EACCES", "EPERM"},
    "no port": lambda told: told.answer("connect to a port") in {"EACCES", "EPERM"},
    "no abstract socket": lambda told: told.answer("connect to an abstract socket") == "EPERM",
    "no signal": lambda told: told.answer("signal the judge") in {"ESRCH", "EPERM"},
    "few calls": lambda told: told.answer("use memory without a file") == "EPERM" and told.status("Seccomp") == ["2"],
    "limits": lambda told: not missing_limits(told),
}
INSIDE = ("repository hidden", "no signal", "no port", "no abstract socket", "no program")
NEEDS = {  # promises that hold with these layers only
    "modules unreadable": "landlock",
    "kernel undescribed": "landlock",
    "no program": "landlock",
    "no port": "landlock",
    "no abstract socket": "seccomp",
    "few calls": "seccomp",
}


def missing_limits(told: Told) -> set[str]:
    """The limits of the policy that are not in force."""
    wanted = {row.resource: [row.soft, row.hard] for row in policy.rlimits(LIMITS, 0)}
    del wanted["AS"]  # depends on the size of the warm process
    found = {name for name, value in wanted.items() if told.first["limits"][name] != value}
    bounded = LIMITS.memory_mb << 20 <= told.first["limits"]["AS"][1] < 1 << 40
    return found if bounded else found | {"AS"}


@dataclasses.dataclass(frozen=True)
class Removed:
    """`edits` take one layer away; `promise` is broken by that. `layers` are those that are put on at all."""

    layer: str
    promise: str
    edits: tuple[Edit, ...]
    layers: str = ALL


# The namespaces that each submission gets of its own, over those that bubblewrap makes for all of them.
INNER = (("confine.py", "CLONE_NEWNS | CLONE_NEWIPC | (0 if network else CLONE_NEWNET)", "CLONE_NEWNS"),)
MACHINES = "none of the machine's namespaces"
REMOVED = (
    # bubblewrap
    Removed("IPC namespace, outer", MACHINES, (*INNER, ("command.py", '"--unshare-ipc", ', ""))),
    Removed("PID namespace, outer", "PID namespaces", (("command.py", '"--unshare-pid", ', ""),)),
    Removed("network namespace, outer", MACHINES, (*INNER, ("command.py", 'argv.append("--unshare-net")', "pass"))),
    Removed("UTS namespace", MACHINES, (("command.py", '"--unshare-uts", ', ""), ("command.py", '"--hostname", policy.HOSTNAME', ""))),
    Removed("name of the machine", "name of the machine", (("command.py", '"--hostname", policy.HOSTNAME', ""),)),
    Removed("cgroup namespace", MACHINES, (("command.py", ', "--unshare-cgroup-try"', ""),)),
    Removed(
        "empty environment",
        "empty environment",
        (("command.py", '"--clearenv", ', ""), ("command.py", "environment: dict[str, str] = {}", "environment = dict(os.environ)")),
    ),
    Removed("read-only root", "root read-only", (("command.py", ', "--remount-ro", "/"', ""),)),
    Removed("read-only packages", "packages read-only", (("command.py", 'else "--ro-bind"', 'else "--bind"'),)),
    Removed("read-only modules", "modules unchanged", (("command.py", 'else "--ro-bind"', 'else "--bind"'),), NAMESPACES),
    Removed(
        "nothing but what is listed is mounted",
        "nothing unlisted",
        (("policy.py", "files = tuple(", 'files = (Mount("read-only", machine.package_root, "/unlisted"),) + tuple('),),
        NAMESPACES,
    ),
    # namespaces of each submission
    Removed("PID namespace, inner", "first process", (("forkserver.py", "confine.unshare(confine.CLONE_NEWPID)", "pass"),)),
    Removed("IPC namespace, inner", "no shared memory of another", (("confine.py", "CLONE_NEWNS | CLONE_NEWIPC |", "CLONE_NEWNS |"),)),
    Removed("network namespace, inner", "no network of another", (("confine.py", "(0 if network else CLONE_NEWNET)", "0"),)),
    Removed("user namespace, inner", "no user namespace of another", (("confine.py", "unshare(CLONE_NEWUSER)\n    _map_identity(own_proc, policy.UID, policy.GID)", "pass"),)),
    Removed("scratch folders of its own", "no files of another", (("confine.py", "for folder, size in (", "for folder, size in () and ("),)),
    Removed("read-only /proc", "proc read-only", (("confine.py", "_mount_proc(_MS_RDONLY)", "_mount_proc(0)"),)),
    Removed("no programs in scratch", "nothing executable", (("confine.py", "_MS_NOSUID | _MS_NODEV | _MS_NOEXEC, options", "0, options"),)),
    Removed("size of scratch", "bounded disk", (("confine.py", "size={size},", ""),)),
    Removed("number of files in scratch", "bounded files", (("confine.py", "nr_inodes={policy.SCRATCH_INODES},", ""),)),
    # the process itself
    Removed(
        "session of its own",
        "own session",
        (("forkserver.py", "os.setsid()", "pass"), ("command.py", ', "--new-session"', "")),
    ),
    Removed("closed descriptors", "descriptors", (("forkserver.py", "os.closerange(_STATUS + 1, 1 << 20)", "pass"),)),
    Removed("closed status", "descriptors", (("forkserver.py", "os.close(_STATUS)", "pass"),)),
    Removed("private files", "private files", (("forkserver.py", "os.umask(0o077)", "pass"),)),
    Removed("no capability", "no capability", (("confine.py", '_checked("capset",', '(lambda *_: 0)("capset",'), ("confine.py", "_libc.capset(header, bytes(24))", "0"))),
    Removed("no capability to be gained", "no capability to be gained", (("confine.py", "for capability in range(64)", "for capability in range(0)"),)),
    Removed(
        "no new privileges",
        "no new privileges",
        (("confine.py", "_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)", "0"),),
        "rlimits",  # bubblewrap sets it too
    ),
    Removed("not dumpable", "not to be looked into", (("confine.py", "_libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)", "0"),)),
    # Landlock
    Removed("Landlock", "modules unreadable", (("forkserver.py", 'if "landlock" in layers:', "if False:"),)),
    Removed("Landlock without our modules", "modules unreadable", (("policy.py", ' and not mount.target.startswith(f"{GUEST}/")', ""),)),
    Removed("Landlock without the rest of /proc", "kernel undescribed", (("policy.py", '"/proc/cpuinfo",', '"/proc",'),)),
    Removed("Landlock without execution", "no program", (("confine.py", "FSAccess.READ_FILE | FSAccess.READ_DIR)", "FSAccess.READ_FILE | FSAccess.READ_DIR | FSAccess.EXECUTE)"),), NO_SECCOMP),
    Removed("Landlock, files outside", "repository hidden", (("policy.py", "return Access(tuple(read)", 'return Access(("/", *read)'),), LANDLOCK),
    Removed("Landlock, signals", "no signal", (("confine.py", "_LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | _LANDLOCK_SCOPE_SIGNAL", "_LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET"),), LANDLOCK),
    Removed("Landlock, sockets", "no abstract socket", (("confine.py", "_LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | _LANDLOCK_SCOPE_SIGNAL", "_LANDLOCK_SCOPE_SIGNAL"),), LANDLOCK),
    Removed("Landlock, TCP", "no port", (("confine.py", "tcp = 0 if network else", "tcp = 0 and"),), LANDLOCK),
    # seccomp
    Removed("seccomp", "few calls", (("forkserver.py", 'if "seccomp" in layers:', "if False:"),)),
    Removed("seccomp's list", "few calls", (("syscalls.py", '" getrlimit setrlimit"', '" getrlimit setrlimit memfd_create"'), ("syscalls.py", "personality memfd_create", "personality"))),
    # limits
    Removed("limits", "limits", (("forkserver.py", 'if "rlimits" in layers:', "if False:"),)),
)  # fmt: skip


def write_copy(folder: Path, edits: tuple[Edit, ...]) -> None:
    """An edited copy of the package."""
    copy = folder / "autograder"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "template"))
    for name, text, replacement in (*edits, ("forkserver.py", "def idle(", facts.SERVE + "\n\ndef idle(")):
        path = copy / "sandbox" / name
        source = path.read_text()
        assert source.count(text) == 1, f"{name} no longer has {text!r} once: this row of REMOVED tries nothing"
        path.write_text(source.replace(text, replacement))
    (copy / "sandbox" / "policy.py").chmod(0o666)  # so that only the mount keeps it from being written


def tell(folder: Path, layers: str, edits: tuple[Edit, ...] = ()) -> Told:
    """What submissions tell in a sandbox of these layers that is started from an edited copy of the package."""
    write_copy(folder, edits)
    run = subprocess.run(
        [sys.executable, str(PROGRAM), str(folder), layers, str(Path(__file__).resolve())],
        env={**os.environ, SECRET: "swordfish"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    return Told(*json.loads(run.stdout))


@pytest.mark.parametrize("layers", [ALL, NO_SECCOMP, NAMESPACES])
def test_with_nothing_removed_every_promise_holds(tmp_path: Path, layers: str):
    told = tell(tmp_path, layers)
    names = [name for name in PROMISES if NEEDS.get(name, "rlimits") in layers.split()]
    assert [name for name in names if not PROMISES[name](told)] == []


@pytest.mark.skipif(policy.SCOPES not in command.landlock_layers(), reason="this kernel's Landlock has no scopes")
def test_landlock_by_itself_keeps_its_promises(tmp_path: Path):
    told = tell(tmp_path, LANDLOCK)
    assert PROMISES["no new privileges"](told)
    assert [name for name in INSIDE if not PROMISES[name](told)] == []


@pytest.mark.parametrize("row", REMOVED, ids=lambda row: row.layer)
def test_a_layer_that_is_taken_away_breaks_a_promise(tmp_path: Path, row: Removed):
    told = tell(tmp_path, row.layers, row.edits)
    assert not PROMISES[row.promise](told), "nothing notices that it is gone"


def test_where_several_share_their_mounts_the_second_does_not_start(tmp_path: Path):
    with pytest.raises(AssertionError, match="cannot be confined"):
        tell(tmp_path, ALL, (("confine.py", "unshare(CLONE_NEWNS |", "unshare("),))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_root_that_stays_root_is_noticed(tmp_path: Path):
    told = tell(
        tmp_path,
        ALL,
        (("command.py", 'return (nobody,) if (inside, outside) == ("0", "0") else', "return (None,) or"),),
    )
    assert not PROMISES["nobody"](told)


@pytest.mark.parametrize("name", [row.resource for row in policy.rlimits(LIMITS, 0)])
def test_a_limit_that_is_taken_away_is_missed(tmp_path: Path, name: str):
    told = tell(
        tmp_path,
        ALL,
        (("policy.py", "return tuple(rows)", f"return tuple(r for r in rows if r.resource != {name!r})"),),
    )
    import resource

    already = resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))  # nothing to take away on such a machine
    wanted = next((row.soft, row.hard) for row in policy.rlimits(LIMITS, 0) if row.resource == name)
    assert missing_limits(told) == (set() if already == wanted else {name})


JUDGE = """
import sys, time
sys.path.insert(0, sys.argv[1])
from autograder.sandbox import command, launcher, policy
attempt = command.Attempt(("namespaces", "rlimits"), "autograder.sandbox.forkserver:tell_facts", become=command.identities()[0], imports=())
started = command.start(attempt)
child = launcher._spawn(started, attempt, policy.Limits())
print("ready", flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("removed", [False, True], ids=["whole", "removed"])
def test_a_sandbox_that_hangs_ends_with_its_judge_by_the_kernels_doing(tmp_path: Path, removed: bool):
    """Its processes are stopped, so that they cannot see that the judge has hung up."""
    write_copy(tmp_path, (("command.py", '"--die-with-parent", ', ""),) if removed else ())
    with subprocess.Popen([sys.executable, "-c", JUDGE, str(tmp_path)], stdout=subprocess.PIPE) as judge:
        assert judge.stdout is not None
        assert judge.stdout.readline() == b"ready\n"
        below = descendants(judge.pid)
        for pid in below:
            os.kill(pid, signal.SIGSTOP)
        judge.kill()
    until = time.monotonic() + (1 if removed else 10)
    while any(Path(f"/proc/{pid}").exists() for pid in below) and time.monotonic() < until:
        time.sleep(0.02)
    left = [pid for pid in below if Path(f"/proc/{pid}").exists()]
    for pid in left:
        with contextlib.suppress(ProcessLookupError):  # the end of a namespace's first process ends the others
            os.kill(pid, signal.SIGKILL)
    assert bool(left) == removed
