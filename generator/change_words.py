"""Receives a change of a sheet and the labels of the vocabularies; returns it in short words; never as markup."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.changes import Change, Nature
from generator.french import NBSP
from generator.markdown import one_line, shortened
from schemas.references import Reference
from schemas.structure import Shape, shapes

LONG = 160
CONTEXT = 40
SET_ALIKE = str.maketrans({"\u00a0": " ", "\u202f": " ", "’": "'"})

Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class ToldChange:
    """A change in words: where, what was and what is, short; empty for what was not or is no more."""

    nature: Nature
    title: str
    before: str
    after: str
    is_typographic: bool = False


def told_change(change: Change, labels: Labels) -> ToldChange:
    """Return a change in words: labels for codes, titles for fields, long texts from where they part."""
    if change.nature in ("renommage", "ordre"):
        before, after = (_names(value) for value in (change.before, change.after))
    else:
        before, after = (
            "" if value is None else in_words(value, change.shape, labels) for value in (change.before, change.after)
        )
    if change.nature != "modification":
        return ToldChange(change.nature, change.title, shortened(before, LONG), shortened(after, LONG))
    return ToldChange(
        change.nature, change.title, *_where_they_part(before, after), is_typographic=_plain(before) == _plain(after)
    )


def _names(value: Any) -> str:
    return value if isinstance(value, str) else " ; ".join(value)


def _plain(text: str) -> str:
    return " ".join(text.translate(SET_ALIKE).split())


def _where_they_part(before: str, after: str) -> tuple[str, str]:
    """Return two texts short enough to be compared, from a little before their first difference."""
    before, after = one_line(before), one_line(after)
    shared = next((rank for rank, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
    start = max(0, shared - CONTEXT) if max(len(before), len(after)) > LONG else 0
    mark = "…" if start else ""
    return shortened(mark + before[start:], LONG), shortened(mark + after[start:], LONG)


def in_words(tree: Any, shape: Shape | None, labels: Labels) -> str:
    """Return a value of a sheet in words: labels for codes, titles for the fields of a group."""
    if isinstance(tree, dict):
        known = shapes(shape.model) if shape and shape.model else {}
        return ", ".join(_field_in_words(name, value, known.get(name), labels) for name, value in tree.items())
    if isinstance(tree, list):
        return " ; ".join(in_words(item, shape.items if shape else None, labels) for item in tree)
    return _label(tree, shape, labels) or tree or "(vide)"


def _field_in_words(name: str, value: Any, shape: Shape | None, labels: Labels) -> str:
    return f"{shape.title if shape else name}{NBSP}: {in_words(value, shape, labels)}"


def _label(code_: str, shape: Shape | None, labels: Labels) -> str:
    lists = (mark.scope for mark in (shape.marks if shape else ()) if isinstance(mark, Reference) and mark.target == "vocabulary")
    return next((labels.get(name, {}).get(code_, "") for name in lists), "")
