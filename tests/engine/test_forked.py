"""Commands that tests fork are run as `python -m` runs them: folder, environment, output, status, signals."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import forked
import pytest

SAYS = """
import atexit, os, sys
atexit.register(print, "at its end")
print(os.getcwd(), os.environ["WHERE"], len(os.environ), sys.argv[1:], __name__)
print("wrong", file=sys.stderr)
sys.exit(int(sys.argv[1]))
"""

KERNEL = """
import os
from jupyter_client.manager import start_new_kernel

ASKED = "import os, sys; print('torch' in sys.modules, os.getpid(), os.environ['MPLBACKEND'])"

def test_kernel():
    manager, client = start_new_kernel()
    said = []
    client.execute_interactive(ASKED, timeout=60, output_hook=said.append)
    loaded, pid, backend = "".join(message["content"].get("text", "") for message in said).split()
    manager.shutdown_kernel()
    client.stop_channels()
    assert (loaded, backend) == ("True", "module://matplotlib_inline.backend_inline")
    assert not os.path.exists("/proc/" + pid)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "says.py").write_text(SAYS)
    (tmp_path / "raises.py").write_text("undefined")
    (tmp_path / "waits.py").write_text("import time\nopen('begun', 'w').close()\ntime.sleep(600)")
    (tmp_path / "stand_in.py").write_text("import os\ndef take_over():\n    os.environ['WHERE'] = 'elsewhere'")
    return tmp_path


def environment(folder: Path) -> dict[str, str]:
    return {"PYTHONPATH": str(folder), "WHERE": "here"}


def test_a_command_has_its_own_folder_environment_arguments_and_status(folder: Path) -> None:
    done = forked.run("says", "7", "{x}", cwd=folder, env=environment(folder))
    assert done.returncode == 7
    assert done.stdout.splitlines() == [f"{folder} here 2 ['7', '{{x}}'] __main__", "at its end"]
    assert done.stderr == "wrong\n"
    assert sys.argv[1:] != ["7", "{x}"]


def test_a_program_has_torch_its_arguments_and_its_status() -> None:
    code = "import sys\nprint('torch' in sys.modules, 'nbgrader' in sys.modules, sys.argv, __name__)\nsys.exit(7)"
    done = forked.program(code, "x")
    assert (done.returncode, done.stdout) == (7, "True False ['-c', 'x'] __main__\n")
    assert forked.program("undefined").stderr.endswith("NameError: name 'undefined' is not defined\n")


def test_what_is_to_be_called_first_is_called_first(folder: Path) -> None:
    done = forked.run("says", "0", cwd=folder, env=environment(folder), first=["stand_in:take_over"])
    assert (done.returncode, "elsewhere" in done.stdout) == (0, True)


def test_an_exception_ends_a_command_as_it_ends_the_interpreter(folder: Path) -> None:
    done = forked.run("raises", cwd=folder, env=environment(folder))
    assert done.returncode == 1
    assert done.stderr.endswith("NameError: name 'undefined' is not defined\n")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_signal_ends_a_command_and_is_its_status(folder: Path, number: int) -> None:
    with forked.Command("waits", cwd=folder, env=environment(folder)) as command:
        while not (folder / "begun").exists():
            assert command.poll() is None
        command.send_signal(number)
        assert command.wait(60) == -number
        assert command.poll() == -number


def test_nothing_of_the_engine_and_no_torch_is_there_before_a_command_begins(folder: Path) -> None:
    (folder / "lists.py").write_text("import sys\nprint(*sys.modules)")
    loaded = forked.run("lists", cwd=folder, env=environment(folder)).stdout.split()
    assert "nbgrader.apps" in loaded
    assert [name for name in loaded if name.split(".")[0] in ("autograder", "torch")] == []


@pytest.mark.filterwarnings("ignore:Exception ignored in")  # what nobody closes is closed when it is forgotten
def test_a_command_that_nobody_waits_for_ends(folder: Path) -> None:
    command = forked.Command("waits", cwd=folder, env=environment(folder))
    while command.poll() is None and not (folder / "begun").exists():
        time.sleep(0.01)
    process = os.pidfd_open(command.pid)
    del command
    assert select.select([process], [], [], 60)[0]
    os.close(process)


def test_a_kernel_is_forked_with_what_notebooks_import(folder: Path) -> None:
    (folder / "test_kernel.py").write_text(KERNEL)
    tests = str(Path(forked.__file__).parent)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "warm_kernels", "-p", "no:cacheprovider", "test_kernel.py"]
    done = subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": tests}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
