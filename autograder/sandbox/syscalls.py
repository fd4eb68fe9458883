"""Which system calls a submission may make, and the filter compiled from them. Used by the judge only.

A list of what is allowed: a call that the next kernel brings is refused until somebody adds it here. Everything else
"does not exist" (ENOSYS), which libraries handle by falling back; calls that a learner could meet by honest mistake
(REFUSED) say "not permitted" instead, which Python shows as PermissionError.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from autograder.sandbox.policy import Limits

ALLOWED = tuple(
    # files
    "read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 open openat openat2 creat close"
    " close_range lseek stat fstat lstat newfstatat statx access faccessat faccessat2 readlink readlinkat getdents"
    " getdents64 getcwd chdir fchdir rename renameat renameat2 mkdir mkdirat rmdir link linkat symlink symlinkat unlink"
    " unlinkat truncate ftruncate fallocate fsync fdatasync flock dup dup2 dup3 pipe pipe2 chmod fchmod fchmodat"
    " fchmodat2 utime utimes utimensat futimesat umask statfs fstatfs fadvise64 readahead copy_file_range sendfile"
    " getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr eventfd eventfd2 epoll_create epoll_create1 epoll_ctl"
    " epoll_wait epoll_pwait epoll_pwait2 poll ppoll select pselect6 timerfd_create timerfd_settime timerfd_gettime"
    # memory
    " mmap munmap mremap mprotect madvise brk msync mincore mlock munlock membarrier get_mempolicy"
    # threads and time
    " futex futex_waitv set_robust_list rseq set_tid_address gettid getpid getppid getpgid getpgrp getsid setsid setpgid"
    " sched_yield sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min"
    " getcpu clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getitimer setitimer alarm"
    " getrusage sysinfo uname getrandom getpriority"
    # signals
    " rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait sigaltstack pause kill tkill"
    " tgkill restart_syscall"
    # itself
    " getuid geteuid getgid getegid getresuid getresgid getgroups capget exit exit_group wait4 waitid arch_prctl"
    " getrlimit setrlimit"
    # the one socket that it was given, and pairs of its own
    " recvfrom recvmsg sendmsg shutdown getsockname getpeername".split()
)
NETWORK = tuple("socket connect bind listen accept accept4 sendto sendmmsg recvmmsg getsockopt setsockopt".split())
FORKING = ("fork", "vfork")

REFUSED = tuple(
    "execve execveat socket connect bind listen accept accept4 ptrace process_vm_readv process_vm_writev process_madvise"
    " pidfd_open pidfd_getfd pidfd_send_signal mount umount2 pivot_root chroot unshare setns keyctl add_key request_key"
    " bpf perf_event_open userfaultfd io_uring_setup io_uring_enter io_uring_register kexec_load kexec_file_load"
    " init_module finit_module delete_module personality memfd_create memfd_secret shmget shmat msgget semget mq_open"
    " setuid setgid setreuid setregid setresuid setresgid setgroups setfsuid setfsgid capset chown fchown lchown fchownat"
    " mknod mknodat setxattr lsetxattr fsetxattr removexattr sched_setaffinity sched_setscheduler sched_setparam"
    " sched_setattr setpriority ioprio_set reboot swapon swapoff acct quotactl syslog sethostname setdomainname"
    " settimeofday clock_settime adjtimex clock_adjtime iopl ioperm modify_ldt seccomp name_to_handle_at"
    " open_by_handle_at fanotify_init inotify_init inotify_init1 vhangup kcmp sync".split()
)

# From the kernel's headers: uapi/linux/sched.h, uapi/asm-generic/ioctls.h, uapi/linux/fcntl.h, uapi/linux/prctl.h.
CLONE_THREAD = 0x00010000
CLONE_NAMESPACES = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000
AF_UNIX = 1
SOL_SOCKET = 1
TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX = 0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451
PR_SET_PDEATHSIG, PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME, PR_GET_SECCOMP = 1, 3, 15, 16, 21
F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETLK, F_SETLK, F_SETLKW = range(8)
F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW, F_DUPFD_CLOEXEC, F_SETPIPE_SZ, F_GETPIPE_SZ = 36, 37, 38, 1030, 1031, 1032
PR_CAPBSET_READ, PR_GET_NO_NEW_PRIVS, PR_SET_VMA = 23, 39, 0x53564D41


@dataclass(frozen=True)
class Rule:
    """If argument number `argument`, masked with `mask`, equals `value`, `syscall` is allowed, or refused (EPERM)."""

    syscall: str
    argument: int
    value: int
    mask: int = 0xFFFFFFFF
    allows: bool = True


def rules(limits: Limits, device: str = "cpu") -> tuple[Rule, ...]:
    """The calls that depend on their arguments."""
    rows = [
        Rule("socketpair", 0, AF_UNIX),
        Rule("prlimit64", 0, 0),  # its own limits only
        *(Rule("prctl", 0, option) for option in _PRCTL),
        *(Rule("fcntl", 1, command) for command in _FCNTL),
    ]
    if limits.processes == 1:
        rows.append(Rule("clone", 0, CLONE_THREAD, CLONE_THREAD | CLONE_NAMESPACES))
        rows.append(Rule("clone", 0, 0, CLONE_THREAD, allows=False))
    else:
        rows.append(Rule("clone", 0, 0, CLONE_NAMESPACES))
    if not limits.network:
        # To the peer, never to an address; options of the socket itself, never of a protocol.
        rows += [Rule("sendto", 4, 0, (1 << 64) - 1)]
        rows += [Rule(name, 1, SOL_SOCKET) for name in ("getsockopt", "setsockopt")]
    if device != "cuda":
        rows += [Rule("ioctl", 1, request) for request in _IOCTL]
    return tuple(rows)


_IOCTL = (TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX)
# Not among them: a lease on a file that all submissions read, for whose end everybody waits who opens it.
_FCNTL = (
    *(F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETLK, F_SETLK, F_SETLKW),
    *(F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW, F_DUPFD_CLOEXEC, F_SETPIPE_SZ, F_GETPIPE_SZ),
)
_PRCTL = (
    PR_SET_PDEATHSIG,
    PR_GET_DUMPABLE,
    PR_SET_NAME,
    PR_GET_NAME,
    PR_GET_SECCOMP,
    PR_CAPBSET_READ,
    PR_GET_NO_NEW_PRIVS,
    PR_SET_VMA,
)


def allowed(limits: Limits, device: str = "cpu") -> tuple[str, ...]:
    """The calls that are allowed with any arguments."""
    names = ALLOWED
    if limits.network:
        names += NETWORK
    if limits.processes > 1:
        names += FORKING
    if device == "cuda":
        names += ("ioctl",)
    return names


def refused(limits: Limits, device: str = "cpu") -> tuple[str, ...]:
    """The calls that answer EPERM rather than ENOSYS."""
    lifted = frozenset(allowed(limits, device))
    return tuple(name for name in (*REFUSED, *FORKING) if name not in lifted)


def compile_filter(limits: Limits, device: str = "cpu") -> bytes:
    """The BPF program for this machine's architecture. Raises OSError, ImportError or RuntimeError where libseccomp is
    missing."""
    return _compile(limits.processes > 1, limits.network, device)


@lru_cache
def _compile(forking: bool, network: bool, device: Literal["cpu", "sim", "cuda"] | str) -> bytes:
    import pyseccomp  # looks for libseccomp when imported

    limits = Limits(processes=2 if forking else 1, network=network)
    program = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.ENOSYS))
    program.set_attr(pyseccomp.Attr.CTL_OPTIMIZE, 2)  # a binary tree: as fast for the last call as for the first

    def known(name: str) -> bool:  # else an older libseccomp, or a call that this architecture never had
        return bool(pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name) >= 0)

    for name in filter(known, dict.fromkeys(allowed(limits, device))):
        program.add_rule(pyseccomp.ALLOW, name)
    for name in filter(known, dict.fromkeys(refused(limits, device))):
        program.add_rule(pyseccomp.ERRNO(errno.EPERM), name)
    for rule in rules(limits, device):
        if known(rule.syscall):
            match = pyseccomp.Arg(rule.argument, pyseccomp.MASKED_EQ, rule.mask, rule.value)
            action = pyseccomp.ALLOW if rule.allows else pyseccomp.ERRNO(errno.EPERM)
            program.add_rule(action, rule.syscall, match)
    with open(os.memfd_create("filter"), "w+b") as file:
        program.export_bpf(file)
        file.seek(0)
        return file.read()
