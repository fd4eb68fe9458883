"""Code that runs behind the wall, in a process like any submission's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from autograder.sandbox import command, launcher, wire
from autograder.sandbox.launcher import Child, Warm
from autograder.sandbox.policy import Limits
from autograder.sandbox.session import Session

SECRET = "GRADEBOOK_PASSWORD"  # in the environment of the judge that starts the sandbox
Inside = Callable[..., str]


def execute(warm: Warm, source: str, limits: Limits) -> str:
    """Runs a cell in a process of its own; what it printed, and what it raised."""
    session = Session(warm, limits)
    try:
        return _text(session.execute(source))
    finally:
        session.close()


def _text(outputs: list[wire.Output]) -> str:
    return "".join(f"{output.name}: {output.text}" if output.kind == "error" else output.text for output in outputs)


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SECRET, "swordfish")
        with Warm(Limits()) as process:
            yield process


@pytest.fixture
def inside(warm: Warm) -> Inside:
    """`inside(source, **limits)`: what a cell prints; in the full sandbox, each call in a new process."""

    def run(source: str, **limits: float) -> str:
        return execute(warm, source, Limits(**limits)).strip()  # type: ignore[arg-type]

    return run


def descendants(pid: int) -> set[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, todo = set(), [pid]
    while todo:
        for child in children.get(todo.pop(), []):
            found.add(child)
            todo.append(child)
    return found


@contextmanager
def behind(*layers: str, limits: Limits | None = None) -> Iterator[Inside]:
    """Runs code as `inside` does, but with these layers only, so that what stops an attack is theirs."""
    become = command.identities()[0] if "namespaces" in layers else None
    attempt = command.Attempt(layers, launcher.HOST, become=become)
    started = command.start(attempt)

    class OneLayer:
        def spawn(self, limits: Limits) -> Child:
            return launcher._spawn(started, attempt, limits)

    try:
        yield lambda source: execute(OneLayer(), source, limits or Limits()).strip()  # type: ignore[arg-type]
    finally:
        started.stop()
