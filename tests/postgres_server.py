"""A PostgreSQL server of the tests' own: in a temporary folder, on a Unix socket, as an ordinary user."""

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

USER = "grader"


def programs() -> Path | None:
    """The folder of `initdb` and `postgres`; distributions keep them off the PATH."""
    found = shutil.which("postgres")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def lacking() -> str:
    """What this machine lacks to run a server, with how to get it; "" for nothing."""
    if importlib.util.find_spec("psycopg") is None:
        return "psycopg is not installed; try pip install -e '.[grader,dev]'"
    if programs() is None:
        return "there is no PostgreSQL; try sudo apt-get install postgresql, or bash .ci/run, which does it"
    return ""


@contextlib.contextmanager
def server() -> Iterator[Path]:
    """Within, a server listens in the folder given; see `url`."""
    binaries = programs()
    assert binaries is not None, lacking()
    # A socket's path is short, and another user than root can reach it: neither holds below pytest's own folders.
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        identity = {}
        if os.geteuid() == 0:  # whom postgres refuses
            account = pwd.getpwnam("nobody")
            os.chown(folder, account.pw_uid, account.pw_gid)
            identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        options = {"cwd": folder, "env": {"LC_ALL": "C", "PATH": os.defpath}, **identity}
        make = [binaries / "initdb", "-D", folder / "data", "-U", USER, "--auth=trust", "--no-sync", "--encoding=UTF8"]
        done = subprocess.run(make, capture_output=True, text=True, **options)
        assert done.returncode == 0, done.stderr
        serve = [binaries / "postgres", "-D", folder / "data", "-k", folder]
        serve += ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "unix_socket_permissions=0777"]
        folder.chmod(0o755)
        with (folder / "log").open("w") as log, subprocess.Popen(serve, stdout=log, stderr=log, **options) as process:
            try:
                _wait(folder, process)
                yield folder
            finally:
                process.send_signal(2)  # fast shutdown: whoever is connected is cut off
                process.wait(60)


def url(folder: Path, database: str) -> str:
    """As nbgrader's db_url, for a database that is made anew."""
    connection = _connect(folder)
    connection.autocommit = True
    connection.cursor().execute(f"create database {database}")
    connection.close()
    return f"postgresql+psycopg://{USER}@/{database}?host={folder}"


def _wait(folder: Path, process: "subprocess.Popen[bytes]") -> None:
    import psycopg

    until = time.monotonic() + 60
    while True:
        try:
            _connect(folder).close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                raise AssertionError((folder / "log").read_text()) from None
            time.sleep(0.05)


def _connect(folder: Path):
    import psycopg

    return psycopg.connect(host=str(folder), user=USER, dbname="postgres")
