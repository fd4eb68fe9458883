"""One judge for all attacks; one class for all faults of a whole command."""

from collections.abc import Iterator

import classroom
import pytest
from arena import Arena


@pytest.fixture(scope="session")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    made = Arena(tmp_path_factory.mktemp("course"))
    yield made
    made.worker.close()


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> classroom.Undisturbed:
    return classroom.undisturbed(tmp_path_factory.mktemp("class"))
