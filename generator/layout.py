"""Receives a read sheet; returns its text with its fields in order and its narratives in French typography; never another meaning."""

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile
from typing import Any

import yaml
from pydantic import BaseModel

from generator.document import Document, Path
from generator.read import read
from schemas.order import in_order
from schemas.scalars import Prose
from schemas.structure import Shape, leaves, shape_at

STEP = 2
BLANK = " \t"
MODELINE = "# yaml-language-server: $schema="
STRAIGHT_APOSTROPHE = re.compile(r"(?<=\w)''?(?=\w)")
SET_BY_PAGES = re.compile("(?<=«)[\u00a0\u202f]|[\u00a0\u202f](?=[:;!?»€%])")
CODE = re.compile(r"(`[^`]*`|\]\([^)]*\)|<[^>]*>|https?://\S+)")


class NotTidied(Exception):
    """Says that a sheet could not be set in order without changing its meaning."""


def tidied(document: Document, model: type[BaseModel], schema: str) -> str:
    """Return the text of `document` in order, with `schema` named on its first line; raise NotTidied rather than change its meaning."""
    told = _with_modeline(_Sheet(document, model).lines(), schema)
    text = "\n".join(told) + "\n"
    again = read(document.path, text.encode()).document
    if again is None or not _same(again.tree, document.tree, model):
        raise NotTidied(document.path)
    return text


def typographic(text: str) -> str:
    """Return a narrative with curved apostrophes, real ellipses, and ordinary spaces where pages set unbreakable ones."""
    pieces = CODE.split(text)
    return "".join(piece if rank % 2 else _typographic(piece) for rank, piece in enumerate(pieces))


def _typographic(words: str) -> str:
    curved = STRAIGHT_APOSTROPHE.sub("’", words)
    return SET_BY_PAGES.sub(" ", curved).replace("...", "…")


def _same(one: Any, other: Any, model: type[BaseModel]) -> bool:
    """Tell whether two trees say the same, the order of fields and the typography of narratives apart."""
    return _plain(one, model) == _plain(other, model)


def _plain(tree: Any, model: type[BaseModel]) -> dict[Path, str]:
    told = dict(_strings(tree, ()))
    prose = {leaf.path for leaf in leaves(model, tree) if any(isinstance(mark, Prose) for mark in leaf.marks)}
    return {path: typographic(value) if path in prose else value for path, value in told.items()}


def _strings(tree: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(tree, dict | list) and tree:
        inner = tree.items() if isinstance(tree, dict) else enumerate(tree)
        for step, value in inner:
            yield from _strings(value, (*path, step))
    else:
        yield path, tree if isinstance(tree, str) else repr(tree)


def _with_modeline(lines: list[str], schema: str) -> list[str]:
    kept = list(dropwhile(operator.not_, (line for line in lines if not line.startswith(MODELINE))))
    return [f"{MODELINE}{schema}", *kept]


@dataclass(frozen=True)
class _Entry:
    """A field or an item: its step, the lines of comments above it, and its own, as [first, last[."""

    step: str | int
    above: int
    first: int
    last: int


class _Sheet:
    """The lines of a sheet, and what each of them belongs to."""

    def __init__(self, document: Document, model: type[BaseModel]) -> None:
        self._document, self._model = document, model
        text = document.text.replace("\r\n", "\n")
        events = [event for event in yaml.parse(text, Loader=yaml.CLoader) if isinstance(event, yaml.ScalarEvent)]
        self._within = {number for event in events for number in _continued(event)}
        self._lines = self._typeset(text, events).split("\n")
        while self._lines and not self._lines[-1].strip(BLANK) and len(self._lines) - 1 not in self._within:
            self._lines.pop()

    def lines(self) -> list[str]:
        """Return the lines of the sheet, in order."""
        last = len(self._lines)
        while last and self._is_trivia(last - 1):
            last -= 1
        told = self._container((), Shape("", model=self._model), 0, last)
        return [*told, *self._trivia(last, len(self._lines))]

    def _typeset(self, text: str, events: list[Any]) -> str:
        starts = {(mark.line, mark.column): path for path, mark in self._document.marks.items()}
        pieces, end = [], 0
        for event in events:
            path = starts.get((event.start_mark.line + 1, event.start_mark.column + 1), ())
            shape = shape_at(self._model, path) if path else None
            if shape and any(isinstance(mark, Prose) for mark in shape.marks):
                pieces += [text[end : event.start_mark.index], typographic(text[event.start_mark.index : event.end_mark.index])]
                end = event.end_mark.index
        return "".join([*pieces, text[end:]])

    def _container(self, path: Path, shape: Shape | None, first: int, last: int) -> list[str]:
        """Return the lines of a list or of a group that stands on the lines [first, last[, without their indentation."""
        tree = self._at(path)
        column = _indent(self._lines[min(self._starts(path, tree))])
        entries = list(self._entries(path, tree, first, last))
        if any(_indent(self._lines[entry.first]) != column for entry in entries):
            raise NotTidied(self._document.path)
        if isinstance(tree, list):
            return [line for entry in entries for line in self._item(path, shape, entry, column)]
        order = {name: rank for rank, name in enumerate(in_order(shape.model))} if shape and shape.model else {}
        entries.sort(key=lambda entry: order.get(str(entry.step), len(order)))
        return [line for entry in entries for line in self._field(path, shape, entry, column)]

    def _entries(self, path: Path, tree: Any, first: int, last: int) -> Iterator[_Entry]:
        steps = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
        starts = self._starts(path, tree)
        if len(set(starts)) != len(starts):
            raise NotTidied(self._document.path)
        above = [self._above(start, first) for start in starts]
        for rank, step in enumerate(steps):
            yield _Entry(step, above[rank], starts[rank], above[rank + 1] if rank + 1 < len(steps) else last)

    def _starts(self, path: Path, tree: Any) -> list[int]:
        marks = self._document.marks
        if isinstance(tree, dict):
            return [marks[(*path, name)].key_line - 1 for name in tree]
        return [marks[(*path, rank)].line - 1 for rank in range(len(tree))]

    def _above(self, start: int, first: int) -> int:
        while start > first and self._is_trivia(start - 1):
            start -= 1
        return start

    def _is_trivia(self, number: int) -> bool:
        words = self._lines[number].strip(BLANK)
        return number not in self._within and (not words or words.startswith("#"))

    def _trivia(self, first: int, last: int) -> list[str]:
        """Return comments without their indentation, and at most one blank line at a time."""
        told = [self._lines[number].strip(BLANK) for number in range(first, last)]
        return [words for rank, words in enumerate(told) if words or not rank or told[rank - 1]]

    def _field(self, path: Path, shape: Shape | None, entry: _Entry, column: int) -> list[str]:
        inner = (*path, entry.step)
        above = self._trivia(entry.above, entry.first)
        if not self._is_block(inner, entry.first):
            return [*above, *self._shifted(entry.first, entry.last, column)]
        head = self._lines[entry.first][column:].rstrip(BLANK)
        body = self._container(inner, self._inside(shape, entry.step), entry.first + 1, entry.last)
        return [*above, head, *(_indented(line) for line in body)]

    def _item(self, path: Path, shape: Shape | None, entry: _Entry, column: int) -> list[str]:
        above, dashed = self._trivia(entry.above, entry.first), self._lines[entry.first]
        if not dashed[column:].startswith("- "):
            raise NotTidied(self._document.path)
        inner = (*path, entry.step)
        if isinstance(self._at(inner), dict) and self._at(inner) and not dashed[column + 1 :].lstrip(BLANK).startswith("{"):
            self._lines[entry.first] = f"{dashed[:column]} {dashed[column + 1 :]}"
            body = self._container(inner, self._inside(shape, entry.step), entry.first, entry.last)
            return [*above, f"- {body[0]}", *(_indented(line) for line in body[1:])]
        return [*above, *self._shifted(entry.first, entry.last, column)]

    def _is_block(self, path: Path, key_line: int) -> bool:
        """Tell whether the value of a field is a list or a group that begins on a line of its own."""
        value = self._at(path)
        return bool(value) and isinstance(value, dict | list) and self._document.marks[path].line - 1 > key_line

    def _shifted(self, first: int, last: int, column: int) -> list[str]:
        return [self._without_indent(number, column) for number in range(first, last)]

    def _without_indent(self, number: int, column: int) -> str:
        line = self._lines[number]
        if line[:column].strip(BLANK):
            raise NotTidied(self._document.path)
        return line[column:] if number in self._within else line[column:].rstrip(BLANK)

    def _inside(self, shape: Shape | None, step: str | int) -> Shape | None:
        if shape is None or isinstance(step, int):
            return shape.items if shape else None
        return shape_at(shape.model, (step,)) if shape.model else None

    def _at(self, path: Path) -> Any:
        tree = self._document.tree
        for step in path:
            tree = tree[step]
        return tree


def _continued(event: Any) -> range:
    """Return the numbers of the lines, after the first, that hold the words of a scalar."""
    end = event.end_mark.line if event.end_mark.column == 0 else event.end_mark.line + 1
    return range(event.start_mark.line + 1, end)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _indented(line: str) -> str:
    return f"{' ' * STEP}{line}" if line else line
