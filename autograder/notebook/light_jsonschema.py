"""jsonschema without two checks that no notebook needs: of internationalised addresses, and of durations.

nbformat imports jsonschema, so each command and each judge would pay for their imports: a second, in which the grammar
of such addresses is compiled, and a twentieth.
"""

from __future__ import annotations

import sys

_LEFT_OUT = ("rfc3987_syntax", "isoduration")


def lighten() -> None:
    """From now on jsonschema is imported as where the packages of these checks are not installed.

    For programs of this package's own only: it holds for all the rest of the process.
    """
    for package in _LEFT_OUT:
        sys.modules.setdefault(package, None)  # type: ignore[arg-type]  # how the import system is told that there is none
