"""The `autograder` command as installed: a learner's package has no grading to offer, and says so."""

from __future__ import annotations

import sys


def main() -> int:
    """Runs the command; its exit status."""
    try:
        import autograder.notebook.light_jsonschema

        autograder.notebook.light_jsonschema.lighten()
        from autograder.cli import main as command
    except ModuleNotFoundError as error:
        print(
            f"autograder: this installation cannot grade ({error}). To grade, get the course's repository and install it:"
            " pip install -e '.[grader]'",
            file=sys.stderr,
        )
        return 2
    return command()


if __name__ == "__main__":
    sys.exit(main())
