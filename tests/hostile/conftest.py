"""One judge for all attacks."""

from collections.abc import Iterator

import pytest
from arena import Arena


@pytest.fixture(scope="session")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    made = Arena(tmp_path_factory.mktemp("course"))
    yield made
    made.worker.close()
