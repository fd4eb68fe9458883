"""jsonschema without its check of internationalised addresses, whose grammar takes a second to compile when imported.

nbformat imports jsonschema, so each command and each judge would pay that second. No notebook has such an address.
"""

from __future__ import annotations

import importlib
import sys

_GRAMMAR = "rfc3987_syntax"


def load() -> None:
    """Imports jsonschema with that check left out, as where the grammar's package is not installed.

    For programs of this package's own only: it holds for all the rest of the process.
    """
    if "jsonschema" in sys.modules or _GRAMMAR in sys.modules:
        return
    sys.modules[_GRAMMAR] = None  # type: ignore[assignment]  # how the import system is told that there is none
    try:
        importlib.import_module("jsonschema")
    finally:
        del sys.modules[_GRAMMAR]
