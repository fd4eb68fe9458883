"""What a report says of a test: a template with its values, put into words where it is shown.

So messages can be counted by what they say, whatever the numbers are, and said in another language.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_BITS = 10_000  # of an integer that is written in digits: of more than 4300 Python writes none


@dataclass(frozen=True)
class Message:
    """A sentence in which `{name}` stands for a value: text, a finite number, or another message.

    `str` puts it into words.
    """

    template: str
    values: Mapping[str, str | int | float | Message] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format_map({name: str(value) for name, value in self.values.items()})

    def cut(self, room: int) -> Message:
        """Itself, or where it takes more than `room` characters, its beginning as one value."""
        words = str(self)
        return self if len(words) <= room else Message("{text}", {"text": words[:room]})

    def to_json(self) -> dict[str, Any]:
        """Plain data for json.dumps."""
        values = {name: v.to_json() if isinstance(v, Message) else v for name, v in self.values.items()}
        return {"template": self.template, "values": values}


def message(template: str, /, **values: object) -> Message:
    """A message of any values: what is neither text nor a number that JSON has is put into words here."""
    return Message(template, {name: _plain(value) for name, value in values.items()})


def plain(text: str) -> Message:
    """A message of nothing but one text that somebody else wrote, such as an exception's."""
    return Message("{text}", {"text": text})


def joined(separator: str, *parts: Message | str | None) -> Message:
    """Those parts that say something, as one message."""
    said = [part for part in parts if part is not None and str(part)]
    values = {f"part{number}": part for number, part in enumerate(said, start=1)}
    return Message(separator.join(f"{{{name}}}" for name in values), values)


def from_json(data: Mapping[str, Any]) -> Message:
    """The message that `to_json` wrote."""
    values = {name: from_json(v) if isinstance(v, dict) else v for name, v in data["values"].items()}
    return Message(data["template"], values)


def _plain(value: object) -> str | int | float | Message:
    if isinstance(value, int) and value.bit_length() > _BITS:
        return f"a whole number of some {int(value.bit_length() * math.log10(2)) + 1} digits"
    if isinstance(value, Message | str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return value if isinstance(value, float) and math.isfinite(value) else str(value)
