"""Code that runs behind the wall, in a process like any submission's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from autograder.remote import wire
from autograder.sandbox import command, launcher
from autograder.sandbox.launcher import Child, Warm
from autograder.sandbox.policy import Limits
from autograder.sandbox.session import Session

SECRET = "GRADEBOOK_PASSWORD"  # in the environment of the judge that starts the sandbox
Inside = Callable[..., str]


def execute(warm: Warm, source: str, limits: Limits) -> str:
    """Runs a cell in a process of its own; what it printed, and what it raised."""
    session = Session(warm, limits)
    try:
        return text_of(session.execute(source))
    finally:
        session.close()


def text_of(outputs: list[wire.Output]) -> str:
    return "".join(f"{output.name}: {output.text}" if output.kind == "error" else output.text for output in outputs)


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
