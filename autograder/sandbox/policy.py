"""What stands between a submission and the rest of the machine, as data.

Nothing here starts, opens or restricts anything: `launcher` and `confine` carry it out, and a test can read it without
a sandbox. System calls have a file of their own, `syscalls`.
"""

from __future__ import annotations

import math
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

LAYERS = ("namespaces", "landlock", "seccomp", "rlimits")
# Since its sixth ABI (Linux 6.12) Landlock also keeps signals and abstract sockets inside. Where namespaces are
# missing, other processes are out of reach only with it; so it counts apart, though no report lists it.
SCOPES = "landlock-scopes"

PROPERTIES = {
    "files": "a submission reads only the interpreter and its packages, and writes only to its scratch folder",
    "processes": "a submission neither sees nor signals any process but its own",
    "network": "a submission reaches no network, not even loopback or abstract sockets",
    "kernel surface": "a submission reaches only the system calls that numerical Python needs",
    "exhaustion": "a submission uses no more time, memory, disk and processes than course.yml allows",
    "persistence": "nothing that a submission wrote or started outlives it",
}

# Any one of the sets is enough. The order is that of preference.
GIVES: dict[str, tuple[frozenset[str], ...]] = {
    "files": (frozenset({"namespaces"}), frozenset({"landlock"})),
    "processes": (frozenset({"namespaces"}), frozenset({"landlock", SCOPES, "seccomp"})),
    "network": (frozenset({"namespaces"}), frozenset({"landlock", SCOPES, "seccomp"})),
    "kernel surface": (frozenset({"seccomp"}),),
    "exhaustion": (frozenset({"rlimits", "namespaces"}), frozenset({"rlimits", "landlock", "seccomp"})),
    "persistence": (frozenset({"namespaces"}), frozenset({"landlock", "seccomp"})),
}

REMEDIES = {
    "namespaces": (
        "allow unprivileged user namespaces: on Ubuntu `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`,"
        " on older Debian `sudo sysctl kernel.unprivileged_userns_clone=1`, in Docker"
        " `--security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined`"
    ),
    "landlock": "boot a kernel of 5.13 or newer with Landlock enabled (`lsm=landlock,...` on its command line)",
    SCOPES: "boot a kernel of 6.12 or newer with Landlock enabled (`lsm=landlock,...` on its command line)",
    "seccomp": "install libseccomp (`sudo apt install libseccomp2`) and `pip install pyseccomp`",
    "rlimits": "grade on Linux",
}


@dataclass(frozen=True)
class Limits:
    """What one submission may use: the keys and defaults of `limits:` in course.yml.

    `memory_mb` is what it may allocate on top of the warm process. `processes` counts threads too once it is above 1;
    at 1 no process can be started, and threads are bounded by THREADS.
    """

    wall_seconds: float = 60
    cpu_seconds: float = 60
    call_seconds: float = 5
    memory_mb: int = 2048
    output_kb: int = 512
    file_mb: int = 64
    processes: int = 1
    network: bool = False


@dataclass(frozen=True)
class Gap:
    """A required property that the layers of this machine do not give."""

    property: str
    reason: str
    remedy: str


def unmet(available_layers: Collection[str], limits: Limits | None = None) -> list[Gap]:
    """The required properties that `available_layers` (names from LAYERS, and SCOPES) leave open.

    `limits` matter where they lift a ban that one of the layers was counted on for.
    """
    available = frozenset(available_layers)
    gaps = []
    for name, meaning in PROPERTIES.items():
        if any(needed <= available and _still_gives(name, needed, limits) for needed in GIVES[name]):
            continue
        missing = [layer for layer in sorted(GIVES[name][0], key=_rank) if layer not in available]
        reason = f"{name}: {' and '.join(missing)} missing here, so nothing ensures that {meaning}"
        gaps.append(Gap(name, reason, REMEDIES[missing[0]]))
    return gaps


def _rank(layer: str) -> int:
    return (*LAYERS, SCOPES).index(layer)


def _still_gives(name: str, needed: frozenset[str], limits: Limits | None) -> bool:
    """Without a PID namespace, descendants can be ended for certain only if there are none."""
    if limits is None or limits.processes == 1 or "namespaces" in needed:
        return True
    return name not in {"persistence", "exhaustion"}


# ---------------------------------------------------------------------------------------------- inside the sandbox

UID = GID = 1000  # of the submission, inside its user namespace
OUTER_UID = OUTER_GID = 65534  # whom a judge that is root becomes, so that no process in the sandbox is root's
HOSTNAME = "sandbox"
GUEST = "/guest"  # the few modules of ours that the host needs
PACKAGES = "/packages"  # site-packages: a neutral path, so that no path of the repository exists inside
SCRATCH = "/tmp"
SHARED_MEMORY = "/dev/shm"
SCRATCH_FILES = 4  # the scratch folder holds this many files of the largest size
SCRATCH_INODES = 4096
THREADS = 64  # more than torch and matplotlib ever start, few enough to bound a thread bomb
OPEN_FILES = 256

# Modules of the package that are bound into the sandbox, from the folder autograder/. Neither graders nor judge.
HOST_MODULES = (
    "devices/present.py",
    "devices/simulated.py",
    "devices/kernels.py",
    "quiz/refusal.py",
    "quiz/variants.py",
    "report/message.py",
    "sandbox/confine.py",
    "sandbox/eager.py",
    "remote/conditions.py",
    "remote/definitions.py",
    "remote/dtypes.py",
    "remote/executor.py",
    "remote/items.py",
    "remote/objects.py",
    "remote/overwriting.py",
    "remote/raising.py",
    "sandbox/host.py",
    "sandbox/light_torch.py",
    "sandbox/hugepages.py",
    "remote/plain.py",
    "sandbox/policy.py",
    "sandbox/warmup.py",
    "sandbox/shell.py",
    "remote/pristine.py",
    "remote/profiler.py",
    "remote/surroundings.py",
    "remote/threads.py",
    "remote/trace.py",
    "remote/values.py",
    "sandbox/forkserver.py",
    "remote/watch.py",
    "remote/wire.py",
)
# Stands in for autograder/__init__.py inside: `check` and `quiz` that do nothing.
GUEST_INIT = "guest/autograder/__init__.py"

# Loaded before the first fork, so that no submission pays for it.
WARM_IMPORTS = (
    "torch",
    "torch.nn.functional",
    "numpy",
    "IPython.core.interactiveshell",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
)

ENVIRONMENT = {
    "HOME": SCRATCH,
    "TMPDIR": SCRATCH,
    "USER": "student",
    "LOGNAME": "student",
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    # The heap lies in huge pages from the start, where the kernel has them: see `pages`.
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    # The same submission is graded the same way twice, also where it iterates over a set.
    "PYTHONHASHSEED": "0",
}


def environment(device: str) -> dict[str, str]:
    """What a submission's process has, and the warm one, which must not meet a GPU before it forks: see `rehearse`."""
    return ENVIRONMENT if device == "cuda" else {**ENVIRONMENT, "CUDA_VISIBLE_DEVICES": ""}


DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
CUDA_DEVICES = ("/dev/nvidia0", "/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools", "/dev/nvidia-modeset")
SYSTEM_LIBRARIES = ("/usr/lib", "/usr/lib32", "/usr/lib64", "/lib", "/lib32", "/lib64")
SYSTEM_FILES = ("/etc/ld.so.cache", "/sys/devices/system/cpu", "/usr/share/zoneinfo")
NETWORK_FILES = ("/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/ssl", "/etc/ca-certificates")

# What of /proc a submission may read: its own few files, and what torch asks about the processor. Not mountinfo, which
# names folders of the machine, nor anything that describes the kernel.
PROC_FILES = (
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/proc/self/status",
    "/proc/self/stat",
    "/proc/self/statm",
    "/proc/self/maps",
    "/proc/self/fd",
    "/proc/self/comm",
)


@dataclass(frozen=True)
class Mount:
    """One thing to bind into the sandbox; "empty" covers a file. `optional`: left out where the machine lacks it."""

    kind: Literal["read-only", "device", "link", "empty"]
    source: str
    target: str
    optional: bool = False


@dataclass(frozen=True)
class Machine:
    """Where this machine keeps what the sandbox needs: absolute paths, `package_folders` in search order."""

    prefix: str
    interpreter: str
    package_folders: tuple[str, ...]
    package_root: str  # the folder autograder/
    links: tuple[tuple[str, str], ...] = ()  # of SYSTEM_LIBRARIES: those that are links, with their targets
    telling: tuple[str, ...] = ()  # files that say where on this machine something lies: see TELLING


# Among packages, what says from where one was installed, which may be the course's folder. No package needs it to run.
TELLING = (
    "*.pth",
    "*.egg-link",
    "__editable__*",
    "__pycache__/__editable__*",
    "*.dist-info/direct_url.json",
    "*.egg-info/direct_url.json",
)


def packages_target(index: int) -> str:
    return PACKAGES if index == 0 else f"{PACKAGES}{index}"


def mounts(machine: Machine, device: str = "cpu", network: bool = False) -> tuple[Mount, ...]:
    """Everything that exists in the sandbox besides /proc, the scratch folder and empty folders."""
    links = dict(machine.links)
    libraries = tuple(
        Mount("link", links[path], path) if path in links else Mount("read-only", path, path, optional=True)
        for path in SYSTEM_LIBRARIES
    )
    lib = str(PurePosixPath(machine.prefix) / "lib")
    interpreter = (
        Mount("read-only", lib, lib),
        Mount("read-only", machine.interpreter, machine.interpreter),
    )
    packages = tuple(
        Mount("read-only", folder, packages_target(index)) for index, folder in enumerate(machine.package_folders)
    )
    covered = _covered(machine)
    ours = [Mount("read-only", f"{machine.package_root}/{GUEST_INIT}", f"{GUEST}/autograder/__init__.py")]
    ours += [
        Mount("read-only", f"{machine.package_root}/{module}", f"{GUEST}/autograder/{module}")
        for module in HOST_MODULES
    ]
    files = tuple(Mount("read-only", path, path, optional=True) for path in SYSTEM_FILES)
    devices = tuple(Mount("device", path, path) for path in DEVICES)
    if device == "cuda":
        devices += tuple(Mount("device", path, path, optional=True) for path in CUDA_DEVICES)
        files += tuple(Mount("read-only", path, path, optional=True) for path in ("/sys/module/nvidia", "/sys/bus/pci"))
    if network:
        files += tuple(Mount("read-only", path, path, optional=True) for path in NETWORK_FILES)
    return (*libraries, *interpreter, *packages, *covered, *ours, *files, *devices)


def _covered(machine: Machine) -> tuple[Mount, ...]:
    """An empty file over each of the telling ones, wherever it appears inside."""
    places = [(folder, packages_target(index)) for index, folder in enumerate(machine.package_folders)]
    places += [(path, path) for path in (str(PurePosixPath(machine.prefix) / "lib"), *SYSTEM_LIBRARIES[:3])]
    targets = dict.fromkeys(
        str(PurePosixPath(target) / PurePosixPath(path).relative_to(folder))
        for path in machine.telling
        for folder, target in places
        if PurePosixPath(path).is_relative_to(folder)
    )
    return tuple(Mount("empty", os.devnull, target) for target in targets)


@dataclass(frozen=True)
class Access:
    """What Landlock leaves of the file system; every other path is refused. All entries may be absent."""

    read: tuple[str, ...]
    write: tuple[str, ...]


def access(bound: Collection[Mount], scratch: tuple[str, ...], paths_are_targets: bool = True) -> Access:
    """Landlock's rules for `bound`. Our own modules are left out: they are loaded before the rules hold.

    Without namespaces (`paths_are_targets` false) the same things are allowed at the places where they really are.
    """
    visible = [mount for mount in bound if mount.kind != "empty" and not mount.target.startswith(f"{GUEST}/")]
    read = [mount.target if paths_are_targets or mount.kind == "link" else mount.source for mount in visible]
    devices = [mount.target for mount in visible if mount.kind == "device"]
    writable = [path for path in devices if path == "/dev/null" or path.startswith("/dev/nvidia")]
    return Access(tuple(read) + PROC_FILES, scratch + tuple(writable))


@dataclass(frozen=True)
class Rlimit:
    """One setrlimit call; `resource` is the name without RLIMIT_."""

    resource: str
    soft: int
    hard: int


def rlimits(limits: Limits, used_memory: int, device: str = "cpu", other_tasks: int = 0) -> tuple[Rlimit, ...]:
    """The resource limits of one submission; `used_memory` is the address space of the warm process, in bytes.

    Processes and threads are counted per user namespace. Without one of its own, a submission is charged for all the
    `other_tasks` of its user, some of which come and go; so it gets more room then.
    """
    cpu = max(1, math.ceil(limits.cpu_seconds))
    megabyte = 1 << 20
    rows = [
        Rlimit("CPU", cpu, cpu + 1),  # SIGXCPU first, so that the verdict can name the limit; then SIGKILL
        _same("FSIZE", limits.file_mb * megabyte),
        _same("NOFILE", OPEN_FILES),
        _same("CORE", 0),
        _same("MEMLOCK", megabyte),
        _same("MSGQUEUE", 0),
        _same("SIGPENDING", OPEN_FILES),
        _same("RTPRIO", 0),
    ]
    if device != "cuda":  # CUDA reserves hundreds of gigabytes of addresses that it never uses
        rows.append(_same("AS", used_memory + limits.memory_mb * megabyte))
    tasks = THREADS if limits.processes == 1 else limits.processes
    rows.append(_same("NPROC", other_tasks + 4 * tasks if other_tasks else tasks))
    return tuple(rows)


def _same(resource: str, value: int) -> Rlimit:
    return Rlimit(resource, value, value)
