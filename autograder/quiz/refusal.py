"""What `quiz` and grading say of something typed that they cannot take."""

from __future__ import annotations

from autograder.report.message import message


class Refusal(ValueError):
    """Something typed has no meaning here. Its message, a template with values, says what to write instead."""

    def __init__(self, template: str, /, **values: object) -> None:
        self.message = message(template, **values)
        super().__init__(self.message)
