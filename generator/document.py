"""Receives nothing; says what a read file is: its tree of strings and where each stands; never types a value."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

Path = tuple[str | int, ...]


class Mark(NamedTuple):
    """Where a value stands, and its key if it has one (1-based lines and columns)."""

    line: int
    column: int
    key_line: int
    key_column: int


@dataclass(frozen=True)
class Document:
    """A read file: its tree of dicts, lists and strings, and the mark of each path."""

    path: str
    text: str
    tree: Any
    marks: dict[Path, Mark]

    @cached_property
    def lines(self) -> list[str]:
        """Return the lines of the text."""
        return self.text.split("\n")

    def mark(self, path: Path) -> Mark:
        """Return the mark of `path`, or of its nearest known ancestor."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, Mark(1, 1, 1, 1))
