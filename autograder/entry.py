"""The `autograder` command as installed: a learner's package has no grading to offer, and says so."""

from __future__ import annotations

import argparse
import sys


def main() -> int:
    """Runs the command; its exit status."""
    try:
        import autograder.notebook.light_jsonschema

        autograder.notebook.light_jsonschema.lighten()
        from autograder.cli import main as command
    except ModuleNotFoundError as error:
        return _learners(error)
    return command()


def _learners(lacking: ModuleNotFoundError) -> int:
    """What works without the packages that grading needs."""
    from autograder.commands import learning
    from autograder.commands.examples import commands_of, with_examples
    from autograder.commands.usage import UsageError, Version, help_alone

    if sys.argv[1:2] not in ([], ["progress"], ["reset"], ["--help"], ["-h"], ["--version"]):
        print(
            f"autograder: this installation can show your progress and reset a notebook, but cannot grade ({lacking}). To grade,"
            " get the course's repository and install it: pip install -e '.[grader]'",
            file=sys.stderr,
        )
        return 2
    parser = argparse.ArgumentParser(prog="autograder", description="Helps with a course's notebooks.")
    parser.add_argument("--version", action=Version)
    help_alone(parser)
    commands = parser.add_subparsers(metavar="COMMAND")
    learning.add_progress(commands)
    learning.add_reset(commands)
    for words, command in commands_of(parser):
        with_examples(words, command)
    arguments = parser.parse_args()
    try:
        status: int = arguments.run(arguments)
    except UsageError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    sys.exit(main())
