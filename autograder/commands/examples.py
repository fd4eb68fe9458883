"""An example or two of each command, which its help ends with."""

from __future__ import annotations

import argparse
import textwrap

# By the command's words. Whoever adds a command adds it here; a test asks for it.
EXAMPLES: dict[str, tuple[str, ...]] = {
    "release": ("autograder release", "autograder release linear-networks --replace"),
    "collect": (
        "autograder collect moodle.zip",
        "autograder collect first.zip second.zip --assignment linear-networks",
    ),
    "grade": (
        "autograder grade submitted/ada/linear-networks/softmax.ipynb",
        "autograder grade submitted/*/linear-networks/softmax.ipynb --json reports.json",
    ),
    "autograde": (
        "autograder autograde linear-networks",
        "autograder autograde --all",
        "autograder autograde linear-networks --student ada --force",
    ),
    "feedback": ("autograder feedback linear-networks", "autograder feedback linear-networks --zip moodle"),
    "insights": ("autograder insights linear-networks", "autograder insights"),
    "watch": ("autograder watch", "autograder watch linear-networks --once"),
    "regrade": ("autograder regrade linear-networks --exercise softmax",),
    "extend": ('autograder extend ada linear-networks --until "2027-02-08 18:00 Europe/Berlin"',),
    "export": ("autograder export --format moodle", "autograder export --format csv --exercises linear-networks"),
    "similar": ("autograder similar linear-networks", "autograder similar linear-networks --json pairs.json"),
    "selftest": ("autograder selftest softmax", "autograder selftest --accept softmax"),
    "doctor": ("autograder doctor",),
    "new course": ("autograder new course my-course",),
    "new exercise": (
        "autograder new exercise my_exercise --assignment linear-networks --notebook my-notebook",
        "autograder new exercise my_optimiser --assignment optimization --notebook mine --kind optimiser",
        "autograder new exercise my_tree --assignment trees --new-assignment --notebook my-trees",
    ),
    "progress": ("autograder progress assignments",),
    "reset": ("autograder reset assignments/linear-networks/softmax.ipynb",),
}
_WIDTH = 100


def with_examples(words: str, command: argparse.ArgumentParser) -> None:
    """Ends the help of a command with its examples, where it has some."""
    command.formatter_class = argparse.RawDescriptionHelpFormatter  # any other would fill the examples, too
    command.description = textwrap.fill(command.description or "", _WIDTH)
    examples = EXAMPLES.get(words, ())
    command.epilog = "\n  ".join(["examples:", *examples]) if examples else None


def commands_of(parser: argparse.ArgumentParser, words: str = "") -> list[tuple[str, argparse.ArgumentParser]]:
    """Each command with its words, `new course` for instance; those that only have further commands are none."""
    found = []
    for action in parser._actions:  # argparse has no other way to a parser's commands
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                found += commands_of(command, f"{words} {name}".strip())
    return found or [(words, parser)]
