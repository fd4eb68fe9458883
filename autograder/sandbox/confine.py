"""What a process does to itself before it runs anything of a submission's. Runs inside the sandbox only.

Each function takes one thing away. A step that fails raises OSError, and the process ends: nothing runs half confined.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import struct
from collections.abc import Collection

from autograder.sandbox import policy
from autograder.sandbox.policy import Access, Rlimit

# From the kernel's headers: uapi/linux/sched.h, mount.h, prctl.h, capability.h, seccomp.h, landlock.h.
CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = (
    0x00020000,
    0x08000000,
    0x10000000,
    0x20000000,
    0x40000000,
)
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC = 1, 2, 4, 8
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 24, 38
_CAPABILITY_VERSION_3 = 0x20080522
_SECCOMP_MODE_FILTER = 2
_LANDLOCK_CREATE_RULESET, _LANDLOCK_RESTRICT_SELF = 444, 446  # the same numbers on every architecture
_LANDLOCK_CREATE_RULESET_VERSION = 1
_LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET, _LANDLOCK_SCOPE_SIGNAL = 1, 2
_LANDLOCK_BIND_TCP, _LANDLOCK_CONNECT_TCP = 1, 2
_NET_ABI, _SCOPES_ABI = 4, 6

_libc = ctypes.CDLL(None, use_errno=True)


def unshare(flags: int) -> None:
    _checked("unshare", _libc.unshare(flags))


def rejoin_pids(namespace: int) -> None:
    """The next fork is again in the caller's own PID namespace, whose descriptor this is."""
    _checked("setns", _libc.setns(namespace, CLONE_NEWPID))


def become(uid: int, gid: int) -> None:
    """From root of the machine to `uid`, for good."""
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    # The change of identity leaves /proc/self to root; nothing untrusted runs yet.
    _checked("prctl", _libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0))


def become_owner_of_namespaces(uid: int, gid: int) -> None:
    """Like `become`; `uid` then has a user and a PID namespace of its own. Returns in a fork of the caller.

    Before that a /proc is mounted: the one that a privileged bubblewrap makes has parts covered, and then the kernel
    refuses to mount another one in a namespace below.
    """
    _mount_proc(0)
    become(uid, gid)
    unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID)
    own_proc = os.open("/proc/self", os.O_PATH | os.O_DIRECTORY)
    _map_identity(own_proc, uid, gid)
    os.close(own_proc)
    pid = os.fork()
    if pid:
        os.closerange(0, 1 << 20)
        os.waitpid(pid, 0)
        os._exit(0)
    die_with_parent()


def enter_namespaces(scratch_bytes: int, shared_bytes: int, network: bool) -> None:
    """Mounts, IPC, network and users of its own, for the first process of a PID namespace.

    /proc is read only and lists only that namespace; the scratch folders are empty, private, and bounded in size.
    """
    own_proc = os.open("/proc/self", os.O_PATH | os.O_DIRECTORY)  # the one below, which is still writable
    unshare(CLONE_NEWNS | CLONE_NEWIPC | (0 if network else CLONE_NEWNET))
    _mount_proc(_MS_RDONLY)
    for folder, size in ((policy.SCRATCH, scratch_bytes), (policy.SHARED_MEMORY, shared_bytes)):
        options = f"size={size},nr_inodes={policy.SCRATCH_INODES},mode=0700"
        _mount("tmpfs", folder, _MS_NOSUID | _MS_NODEV | _MS_NOEXEC, options)
    unshare(CLONE_NEWUSER)
    _map_identity(own_proc, policy.UID, policy.GID)
    os.close(own_proc)
    for capability in range(64):
        if _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break  # the kernel's last capability


def renounce_privileges() -> None:
    """No capability, none to be gained, and no other process of the same user may look inside."""
    _checked("prctl", _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    header = struct.pack("<Ii", _CAPABILITY_VERSION_3, 0)
    _checked("capset", _libc.capset(header, bytes(24)))
    _checked("prctl", _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0))


def die_with_parent() -> None:
    """Must come after every change of identity: such a change takes it back."""
    _checked("prctl", _libc.prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0))


def tasks_of_this_user() -> int:
    """Processes and threads, as RLIMIT_NPROC counts them."""
    count = 0
    for name in os.listdir("/proc"):
        with contextlib.suppress(OSError):  # not a process, or one that has ended meanwhile
            if name.isdigit() and os.stat(f"/proc/{name}").st_uid == os.getuid():
                count += len(os.listdir(f"/proc/{name}/task"))
    return count


def set_rlimits(rows: Collection[Rlimit]) -> None:
    """Lowers soft and hard limits; one that is lower already stays."""
    for row in rows:
        kind = getattr(resource, f"RLIMIT_{row.resource}")
        _, hard = resource.getrlimit(kind)
        most = row.hard if hard == resource.RLIM_INFINITY else min(row.hard, hard)
        resource.setrlimit(kind, (min(row.soft, most), most))


def restrict_files(access: Access, network: bool) -> None:
    """Landlock: read below `access.read`, everything but execution below `access.write`, nothing else.

    Newer kernels also keep signals, abstract sockets and TCP inside.
    """
    from landlock import FSAccess
    from landlock.plumbing import PathBeneathAttr, get_add_rule

    ctypes.set_errno(0)  # the package takes any errno, however old, for a failure
    ruleset = _ruleset(int(FSAccess.all()), network)
    writable = FSAccess.all() & ~(FSAccess.EXECUTE | FSAccess.MAKE_CHAR | FSAccess.MAKE_BLOCK | FSAccess.MAKE_SOCK)
    rules = [(path, FSAccess.READ_FILE | FSAccess.READ_DIR) for path in access.read]
    rules += [(path, writable) for path in access.write]
    for path, allowed in rules:
        try:
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        if not os.path.isdir(path):
            allowed &= FSAccess.all_file()
        ctypes.set_errno(0)
        get_add_rule()(ruleset, 1, ctypes.byref(PathBeneathAttr(allowed, descriptor)), 0)
        os.close(descriptor)
    _checked("landlock_restrict_self", _libc.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, 0))
    os.close(ruleset)


def landlock_abi() -> int:
    """The version of Landlock that the kernel has; 0 for none."""
    size = ctypes.c_size_t(0)
    return max(0, int(_libc.syscall(_LANDLOCK_CREATE_RULESET, None, size, _LANDLOCK_CREATE_RULESET_VERSION)))


def landlock_layers() -> tuple[str, ...]:
    abi = landlock_abi()
    return ("landlock", policy.SCOPES) if abi >= _SCOPES_ABI else ("landlock",) if abi else ()


def load_filter(program: bytes) -> None:
    """Loads a compiled BPF program as the filter of this process's system calls, for good."""

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))

    loaded = Program(len(program) // 8, program)
    _checked("seccomp", _libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(loaded), 0, 0))


def _ruleset(files: int, network: bool) -> int:
    """The package knows files only; the kernel's struct has TCP and scopes after them, on newer kernels."""
    abi = landlock_abi()
    tcp = 0 if network else _LANDLOCK_BIND_TCP | _LANDLOCK_CONNECT_TCP
    scopes = _LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | _LANDLOCK_SCOPE_SIGNAL
    fields = [files]
    if abi >= _NET_ABI:
        fields.append(tcp)
    if abi >= _SCOPES_ABI:
        fields.append(scopes)
    attributes = struct.pack(f"={len(fields)}Q", *fields)
    size = ctypes.c_size_t(len(attributes))
    descriptor = int(_libc.syscall(_LANDLOCK_CREATE_RULESET, attributes, size, 0))
    if descriptor < 0:
        raise OSError(ctypes.get_errno(), f"landlock_create_ruleset: {os.strerror(ctypes.get_errno())}")
    return descriptor


def _map_identity(own_proc: int, uid: int, gid: int) -> None:
    """`uid` and `gid` of the namespace above become those of the policy in this one; no other exists in it."""
    rows = (("setgroups", "deny"), ("uid_map", f"{policy.UID} {uid} 1"), ("gid_map", f"{policy.GID} {gid} 1"))
    for name, text in rows:
        descriptor = os.open(name, os.O_WRONLY, dir_fd=own_proc)
        os.write(descriptor, text.encode())
        os.close(descriptor)


def _mount_proc(flags: int) -> None:
    _mount("proc", "/proc", flags | _MS_NOSUID | _MS_NODEV | _MS_NOEXEC, None)


def _mount(kind: str, target: str, flags: int, options: str | None) -> None:
    data = None if options is None else options.encode()
    result = _libc.mount(kind.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags), data)
    _checked(f"mount {target}", result)


def _checked(what: str, result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
