"""One warm sandbox for all tests that need no other, and a way to run code in it."""

from collections.abc import Iterator

import pytest
from behind import SECRET, Inside, execute

from autograder.sandbox.launcher import Warm
from autograder.sandbox.policy import Limits


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
