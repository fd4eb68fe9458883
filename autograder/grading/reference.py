"""Reference implementations and known answers, run in the judge: they are ours."""

from __future__ import annotations

import linecache
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from autograder.remote.inplace import Refusing


@dataclass(frozen=True)
class Answer:
    """Code that is trusted: `source`, and the `namespace` that it made."""

    name: str
    source: str
    namespace: dict[str, Any] = field(repr=False)

    def as_reference(self) -> SimpleNamespace:
        """The namespace with attribute access, for the `reference` fixture."""
        return SimpleNamespace(**{k: v for k, v in self.namespace.items() if not k.startswith("__")})


def run_answer(name: str, source: str) -> Answer:
    """Executes `source`; its lines show in tracebacks as `<answer name>`."""
    filename = f"<answer {name}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    namespace: dict[str, Any] = {"__name__": f"answer_{name}"}
    exec(compile(source, filename, "exec", dont_inherit=True), namespace)
    return Answer(name, source, namespace)


class Unaltered:
    """A reference's namespace that refuses tensors that a submission has changed: with them it would agree with
    anything."""

    def __init__(self, namespace: SimpleNamespace) -> None:
        self._namespace = namespace

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._namespace, name)
        return Refusing(name, value) if callable(value) else value
