"""formgrader's own pages: nbgrader's templates write ids and names as they are, here they are text, and strings in
scripts.

A learner's id is the name of a folder, which may come from a download; a script in it would have the rights of whoever
is logged in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from jinja2 import BaseLoader, Environment

# Without a course_id there is no exchange, and nothing is wrong with that. The templates warn of it all the same.
_WARNING, _ONLY_WITH_AN_ID = "{% elif exchange_missing %}", "{% elif not course_id %}{% elif exchange_missing %}"
_IN_A_SCRIPT = re.compile(r'= "\{\{ (\w+) \}\}";')


def environment(loader: BaseLoader, **options: Any) -> Environment:
    """In place of the jinja2.Environment that formgrader makes for its templates."""
    return Environment(loader=_Quoting(loader), **(options | {"autoescape": True}))


class _Quoting(BaseLoader):
    """The templates of `inner`, whose scripts get their values as JSON."""

    def __init__(self, inner: BaseLoader) -> None:
        self._inner = inner

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, path, is_current = self._inner.get_source(environment, template)
        source = source.replace(_WARNING, _ONLY_WITH_AN_ID)
        return _IN_A_SCRIPT.sub(r"= {{ \1 | tojson }};", source), path, is_current
