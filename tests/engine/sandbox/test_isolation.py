"""From inside: what a submission's process can reach. First the whole wall, then each layer by itself."""

import ast
import os
import socket
import tempfile
import textwrap
from pathlib import Path

import pytest
from behind import SECRET, Inside, behind, text_of
from processes import descendants

from autograder.sandbox import command, policy, syscalls
from autograder.sandbox.launcher import Warm
from autograder.sandbox.policy import Limits

REPOSITORY = Path(__file__).resolve().parents[3]

# Prints what a system call answers, by number so that Python has no say: "ok" or the name of the error.
SYSCALL = """
import ctypes, errno
def call(number, *arguments):
    libc = ctypes.CDLL(None, use_errno=True)
    answer = libc.syscall(number, *arguments)
    print("ok" if answer >= 0 else errno.errorcode[ctypes.get_errno()])
"""
ATTEMPT = """
def attempt(function, *arguments):
    try:
        function(*arguments)
    except OSError as error:
        print(type(error).__name__)
    else:
        print("ok")
"""


def test_all_layers_hold(warm: Warm):
    assert warm.layers == policy.LAYERS


def test_ordinary_work_is_not_disturbed(inside: Inside):
    work = """
        import os, tempfile, threading, asyncio, time, torch, numpy, matplotlib.pyplot as plt
        X = torch.randn(200, 200, requires_grad=True)
        (X @ X).softmax(1).sum().backward()
        torch.save(X, "x.pt"); torch.load("x.pt")
        with tempfile.NamedTemporaryFile("w") as file: file.write("text")
        thread = threading.Thread(target=time.sleep, args=(0.01,)); thread.start(); thread.join()
        plt.plot([1, 2]); plt.savefig("figure.png"); plt.close()
        async def nothing(): await asyncio.sleep(0)
        loop = asyncio.new_event_loop(); loop.run_until_complete(nothing()); loop.close()
        torch.utils.data.DataLoader(torch.arange(4.)).__iter__().__next__()
        print("worked", os.cpu_count() > 0, torch.get_num_threads(), os.path.getsize("figure.png") > 0)
    """
    assert inside(work) == "worked True 1 True"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "course.yml",
        "solutions/linear-networks/softmax.ipynb",
        "graders/linear-networks/softmax/test_hidden.py",
        "autograder/grading/tests.py",
        "gradebook.db",
    ],
)
def test_no_path_of_the_repository_exists(inside: Inside, path: str):
    assert inside(f"import os; print(os.path.lexists({str(REPOSITORY / path)!r}))") == "False"


def test_nothing_says_where_the_repository_is(inside: Inside):
    source = f"""
        import glob, os, sys
        needle, found = {str(REPOSITORY)!r}, []
        patterns = ("*.pth", "*.egg-link", "__editable__*", "__pycache__/__editable__*", "*-info/*")
        paths = [path for at in ("/packages/", "/packages1/") for pattern in patterns for path in glob.glob(at + pattern)]
        paths += ["/proc/self/" + name for name in ("mountinfo", "environ", "cmdline", "maps")]
        for path in paths:
            try:
                with open(path, "rb") as file:
                    found += [path] * (needle.encode() in file.read())
            except OSError:
                pass
        found += [name for name, value in os.environ.items() if needle in value]
        found += [name for name, module in sys.modules.items() if needle in str(getattr(module, "__file__", ""))]
        print(len(paths) > 100, sys.prefix.startswith(needle), any(needle in path for path in sys.path), found)
    """
    assert inside(textwrap.dedent(source)) == "True False False []"


def test_hidden_tests_solutions_and_the_judge_cannot_be_imported(inside: Inside):
    source = """
        import importlib
        for name in ("course", "layout", "judge", "grading", "sandbox.launcher", "notebook"):
            try:
                importlib.import_module("autograder." + name)
                print(name)
            except ImportError:
                pass
    """
    assert inside(source) == ""


def test_the_cells_of_a_notebook_find_check_and_quiz(inside: Inside):
    source = "from autograder import check, quiz\nprint(check(len), quiz('q', 1))"
    assert inside(source) == "None None"


def test_a_file_of_the_user_does_not_exist(inside: Inside):
    with tempfile.NamedTemporaryFile() as file:
        assert inside(f"import os; print(os.path.lexists({file.name!r}))") == "False"


def test_nothing_of_the_judges_environment_is_inside(inside: Inside):
    there = set(ast.literal_eval(inside("import os; print(list(os.environ.items()))")))
    assert (SECRET, "swordfish") in os.environ.items()
    assert SECRET not in dict(there)
    assert there & set(os.environ.items()) <= set(policy.environment("cpu").items())


def test_the_network_is_out_of_reach(inside: Inside):
    source = ATTEMPT + "import socket; attempt(socket.socket); attempt(socket.socket, socket.AF_UNIX)"
    assert inside(source).split() == ["PermissionError", "PermissionError"]


def test_no_other_process_is_visible(inside: Inside):
    source = (
        "import os; print(os.getpid(), [name for name in map(str, range(1, 70000)) if os.path.exists('/proc/' + name)])"
    )
    assert inside(source) == "1 ['1']"


def test_no_descriptor_is_open_but_its_own_socket(inside: Inside):
    source = """
        import os
        names = {}
        for number in range(1000):
            try: names[number] = os.fstat(number).st_mode
            except OSError: pass
        import stat
        print([number for number, mode in names.items() if stat.S_ISSOCK(mode)], max(names) < 20)
    """
    assert inside(source) == "[3] True"


@pytest.mark.parametrize("folder", ["/", "/packages", "/guest", "/usr/lib", "/dev", "/proc/self", "/etc"])
def test_nothing_is_written_outside_the_scratch_folder(inside: Inside, folder: str):
    source = ATTEMPT + f"attempt(open, {folder + '/x'!r}, 'w')"
    assert inside(source) in {"PermissionError", "OSError", "FileNotFoundError"}


def test_scratch_vanishes_with_its_process(inside: Inside):
    inside("open('/tmp/left', 'w').write('x'); open('/dev/shm/left', 'w').write('x')")
    assert inside("import os; print('left' in os.listdir('/tmp'), os.listdir('/dev/shm'))") == "False []"


def test_two_processes_at_once_do_not_see_each_others_files(warm: Warm):
    from autograder.sandbox.session import Session

    first, second = Session(warm, Limits()), Session(warm, Limits())
    try:
        first.execute("open('/tmp/mine', 'w').write('x')")
        seen = text_of(second.execute("import os; print('mine' in os.listdir('/tmp'), os.getpid())"))
        kept = text_of(first.execute("import os; print('mine' in os.listdir('/tmp'), os.getpid())"))
    finally:
        first.close()
        second.close()
    assert (seen.strip(), kept.strip()) == ("False 1", "True 1")


def test_no_privilege_is_left_and_none_can_be_gained(inside: Inside):
    status = inside("print(open('/proc/self/status').read())")
    fields = dict(line.split(":", 1) for line in status.splitlines())
    for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        assert int(fields[name], 16) == 0, name
    assert fields["NoNewPrivs"].strip() == "1"
    assert fields["Uid"].split() == [str(policy.UID)] * 4


def test_nothing_inside_is_the_machines_root(warm: Warm):
    """Also where the judge is root."""
    child = warm.spawn()
    try:
        owners = {pid: user_of(pid) for pid in descendants(warm.pid)}
    finally:
        child.close()
    assert owners[max(owners)] == (policy.OUTER_UID if os.geteuid() == 0 else os.geteuid())


def user_of(pid: int) -> int:
    """As the machine sees it, whatever the process sees."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Uid:")).split()[1])


# ------------------------------------------------------------------------------------------------- namespaces alone


@pytest.fixture(scope="module")
def namespaces():
    with behind("namespaces", "rlimits") as run:
        yield run


def test_namespaces_alone_hide_files(namespaces: Inside):
    assert (
        namespaces(f"import os; print(os.path.lexists({str(REPOSITORY)!r}), os.path.exists('/home'))") == "False False"
    )


def test_namespaces_alone_hide_processes(namespaces: Inside):
    source = "import os; print([name for name in os.listdir('/proc') if name.isdigit()], os.getppid())"
    assert namespaces(source) == "['1'] 0"


def test_namespaces_alone_leave_no_signal_a_target(namespaces: Inside):
    source = ATTEMPT + f"import os; attempt(os.kill, {os.getpid()}, 0); attempt(os.kill, -1, 9)"
    assert namespaces(source).split() == ["ProcessLookupError", "ProcessLookupError"]


def test_namespaces_alone_keep_the_machines_sockets_out_of_reach(namespaces: Inside):
    name = f"\0autograder-test-{os.getpid()}"
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as abstract:
        abstract.bind(name)
        abstract.listen()
        port = server.getsockname()[1]
        source = ATTEMPT + (
            "import socket\n"
            f"attempt(socket.create_connection, ('127.0.0.1', {port}), 1)\n"
            f"attempt(socket.socket(socket.AF_UNIX).connect, {name!r})\n"
        )
        assert namespaces(source).split() == ["OSError", "ConnectionRefusedError"]


def test_namespaces_alone_mount_everything_read_only(namespaces: Inside):
    source = (
        ATTEMPT + "for folder in ('/', '/packages', '/guest', '/proc/sys/kernel'): attempt(open, folder + '/x', 'w')"
    )
    assert "ok" not in namespaces(source)


def test_namespaces_alone_bound_the_scratch_folder(namespaces: Inside):
    source = """
        import os
        room = os.statvfs('/tmp')
        print(room.f_frsize * room.f_blocks >> 20, os.statvfs('/dev/shm').f_blocks * room.f_frsize >> 20, room.f_files)
    """
    limits = Limits()
    expected = (policy.SCRATCH_FILES * limits.file_mb, limits.file_mb, policy.SCRATCH_INODES)
    assert namespaces(source) == " ".join(map(str, expected))


def test_namespaces_alone_have_their_own_name_of_the_machine(namespaces: Inside):
    assert namespaces("import os; print(os.uname().nodename)") == policy.HOSTNAME


# --------------------------------------------------------------------------------------------------- landlock alone


@pytest.fixture(scope="module")
def landlock():
    with behind("landlock", policy.SCOPES) as run:
        yield run


def test_landlock_refuses_a_path_that_is_mounted(inside: Inside):
    source = (
        ATTEMPT
        + "import os; path = '/guest/autograder/sandbox/host.py'; print(os.path.exists(path)); attempt(open, path)"
    )
    assert inside(source).split() == ["True", "PermissionError"]


def test_landlock_refuses_what_describes_the_machine(inside: Inside):
    source = (
        ATTEMPT + "for name in ('version', 'cmdline', 'self/mountinfo', 'self/environ'): attempt(open, '/proc/' + name)"
    )
    assert inside(source).split() == ["PermissionError"] * 4


def test_landlock_alone_refuses_to_read_the_repository(landlock: Inside):
    files = [str(REPOSITORY / "pyproject.toml"), str(Path(__file__)), "/etc/passwd"]
    source = ATTEMPT + f"import os\nfor path in {files}: print(os.path.exists(path)); attempt(open, path)"
    assert landlock(source).split() == ["True", "PermissionError"] * 3


def test_landlock_alone_refuses_to_write_anywhere(landlock: Inside):
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        source = ATTEMPT + f"attempt(open, {folder + '/x'!r}, 'w'); attempt(open, '/dev/shm/x', 'w')"
        assert landlock(source).split() == ["PermissionError"] * 2


def test_landlock_alone_refuses_to_run_a_program(landlock: Inside):
    source = ATTEMPT + "import subprocess; attempt(subprocess.run, ['/bin/true'])"
    assert landlock(source) == "PermissionError"


@pytest.mark.skipif(policy.SCOPES not in command.landlock_layers(), reason="this kernel's Landlock has no scopes")
def test_landlock_alone_keeps_signals_and_sockets_inside(landlock: Inside):
    name = f"\0autograder-test-{os.getpid()}"
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as abstract:
        abstract.bind(name)
        abstract.listen()
        port = server.getsockname()[1]
        source = ATTEMPT + (
            "import os, socket\n"
            f"attempt(os.kill, {os.getpid()}, 0)\n"
            f"attempt(socket.socket(socket.AF_UNIX).connect, {name!r})\n"
            f"attempt(socket.create_connection, ('127.0.0.1', {port}), 1)\n"
        )
        assert landlock(source).split() == ["PermissionError"] * 3


# ---------------------------------------------------------------------------------------------------- seccomp alone


@pytest.fixture(scope="module")
def seccomp():
    with behind("seccomp") as run:
        yield run


def test_seccomp_is_in_force(inside: Inside):
    status = inside("print(open('/proc/self/status').read())")
    assert "\nSeccomp:\t2\n" in status


def test_seccomp_refuses_what_no_other_layer_refuses(inside: Inside, namespaces: Inside, landlock: Inside):
    source = ATTEMPT + "import os; attempt(os.memfd_create, 'x')"
    assert inside(source) == "PermissionError"
    assert namespaces(source) == landlock(source) == "ok"


@pytest.mark.parametrize(
    ("attack", "answer"),
    [
        ("os.fork()", "PermissionError"),
        ("os.execv('/bin/true', ['true'])", "PermissionError"),
        ("subprocess.run(['/bin/true'])", "PermissionError"),
        ("socket.socket()", "PermissionError"),
        ("socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)", "PermissionError"),
        ("socket.socketpair()[0].setsockopt(socket.IPPROTO_TCP, 1, 1)", "OSError"),
        ("os.pidfd_open(os.getpid())", "PermissionError"),
        ("os.sched_setaffinity(0, {0})", "PermissionError"),
        ("os.chown('.', -1, -1)", "PermissionError"),
        ("os.mkfifo('x')", "PermissionError"),
        ("resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1))", "OSError"),
        ("fcntl.ioctl(0, 0x5412, b'x')", "OSError"),
    ],
)
def test_seccomp_alone_refuses(seccomp: Inside, attack: str, answer: str):
    assert seccomp(ATTEMPT + f"import fcntl, os, resource, socket, subprocess; attempt(lambda: {attack})") == answer


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the numbers below are those of x86-64")
@pytest.mark.parametrize(
    ("call", "answer"),
    [
        ("101, 0, 0, 0, 0", "EPERM"),  # ptrace
        ("165, 0, 0, 0, 0, 0", "EPERM"),  # mount
        ("272, 0x10000000", "EPERM"),  # unshare
        ("321, 0, 0, 0", "EPERM"),  # bpf
        ("425, 1, 0", "EPERM"),  # io_uring_setup
        ("323, 0", "EPERM"),  # userfaultfd
        ("250, 0, 0, 0, 0, 0", "EPERM"),  # keyctl
        ("310, 1, 0, 0, 0, 0, 0", "EPERM"),  # process_vm_readv
        ("435, 0, 0", "ENOSYS"),  # clone3
        ("56, 17, 0, 0, 0, 0", "EPERM"),  # clone as fork does
        ("458, 0, 0, 0, 0", "ENOSYS"),  # listmount: newer than the list
        ("999, 0", "ENOSYS"),
        ("39", "ok"),  # getpid: so the others fail for the reason that is meant
    ],
)
def test_seccomp_alone_refuses_the_call(seccomp: Inside, call: str, answer: str):
    assert seccomp(SYSCALL + f"call({call})") == answer


CONDITIONAL = {rule.syscall for rule in syscalls.rules(Limits())}
# Makes every call of the numbers given, with arguments that no call can do anything with.
EVERY_CALL = """
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
for number in {numbers}:
    if libc.syscall(number, -1, -1, -1, -1, -1, -1) >= 0 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS):
        print(number, errno.errorcode.get(ctypes.get_errno()))
"""


def numbers_without(names: set[str]) -> list[int]:
    """Of all calls that this architecture has or may soon have, those that are not `names`."""
    import pyseccomp

    known = {pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name) for name in names}
    if os.uname().machine == "x86_64":
        known |= {335, 336}  # uretprobe, uprobe: no filter is asked, and who calls them by hand gets SIGILL
    return [number for number in range(600) if number not in known]


def test_seccomp_alone_refuses_every_call_that_is_not_on_the_list(seccomp: Inside):
    numbers = numbers_without({*syscalls.allowed(Limits()), *CONDITIONAL})
    assert len(numbers) > 200
    assert seccomp(EVERY_CALL.format(numbers=numbers)) == ""


def test_a_call_too_many_is_noticed(monkeypatch: pytest.MonkeyPatch):
    numbers = numbers_without({*syscalls.allowed(Limits()), *CONDITIONAL})
    added = {"memfd_create", "keyctl", "setns"}
    monkeypatch.setattr(syscalls, "ALLOWED", (*syscalls.ALLOWED, *added))
    monkeypatch.setattr(syscalls, "_compile", syscalls._compile.__wrapped__)
    with behind("seccomp") as run:
        assert len(run(EVERY_CALL.format(numbers=numbers)).splitlines()) == len(added)


@pytest.mark.parametrize(
    ("call", "others"),
    [
        ("socket.socketpair(socket.AF_INET)", "socketpair"),
        ("resource.prlimit(1 << 21, resource.RLIMIT_CPU)", "prlimit64"),
        ("prctl(4, 1)", "prctl"),  # PR_SET_DUMPABLE
        ("prctl(38, 1)", "prctl"),  # PR_SET_NO_NEW_PRIVS
        ("socket.socketpair()[0].getsockopt(socket.IPPROTO_TCP, 1)", "getsockopt"),
        ("socket.socketpair()[0].setsockopt(socket.IPPROTO_TCP, 1, 1)", "setsockopt"),
        ("socket.socketpair()[0].sendto(b'x', '/tmp/x')", "sendto"),
        ("fcntl.ioctl(0, 0x5412, b'x')", "ioctl"),  # TIOCSTI
        ("fcntl.fcntl(0, fcntl.F_SETLEASE, fcntl.F_WRLCK)", "fcntl"),
        ("fcntl.fcntl(0, fcntl.F_NOTIFY, fcntl.DN_MODIFY)", "fcntl"),
    ],
)
def test_a_call_that_depends_on_its_arguments_is_refused_with_others(seccomp: Inside, call: str, others: str):
    assert others in CONDITIONAL
    source = ATTEMPT + (
        "import ctypes, fcntl, os, resource, socket\n"
        "def prctl(*arguments):\n"
        "    libc = ctypes.CDLL(None, use_errno=True)\n"
        "    if libc.prctl(*arguments, 0, 0, 0): raise OSError(ctypes.get_errno(), '')\n"
        "def refused():\n"
        f"    try: {call}\n"
        "    except OSError as error: raise (BlockingIOError if error.errno in (1, 38) else OSError)\n"
        "attempt(refused)"
    )
    assert seccomp(source) == "BlockingIOError"


# ---------------------------------------------------------------------------------------------------- rlimits alone


@pytest.fixture(scope="module")
def rlimits():
    limits = Limits(memory_mb=300, file_mb=3, cpu_seconds=7)
    with behind("rlimits", limits=limits) as run:
        yield run


def test_rlimits_alone_are_those_of_the_course(rlimits: Inside):
    source = """
        from resource import *
        print(getrlimit(RLIMIT_CPU), getrlimit(RLIMIT_FSIZE)[1] >> 20, getrlimit(RLIMIT_CORE), getrlimit(RLIMIT_NOFILE)[1])
    """
    assert rlimits(source) == f"(7, 8) 3 (0, 0) {policy.OPEN_FILES}"


def test_rlimits_alone_end_a_hog_of_memory(rlimits: Inside):
    assert "MemoryError" in rlimits("x = bytearray(400 << 20)")
    assert rlimits("x = bytearray(100 << 20); print('fits')") == "fits"


def test_rlimits_alone_bound_a_file(rlimits: Inside):
    source = ATTEMPT + "attempt(lambda: open('big', 'wb').write(bytes(4 << 20)))"
    assert rlimits(source) == "OSError"
