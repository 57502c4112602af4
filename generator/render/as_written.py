"""Receives what a sheet said, as a tree; returns it as HTML, with the titles and labels of today; never fails on what today's models do not know."""

from collections.abc import Mapping
from typing import Any

from markupsafe import escape

from generator.catalogue import Catalogue
from generator.prose import to_html
from generator.render.environment import as_link, is_link
from generator.render.escaping import text
from generator.site import KINDS
from schemas import KINDS as MODELS
from schemas.references import Reference
from schemas.scalars import Prose
from schemas.structure import Shape, shapes

DEEPEST = 12


class WrittenSheet:
    """Shows what sheets said; links lead from `root` to the pages of today."""

    def __init__(self, catalogue: Catalogue, root: str) -> None:
        self._catalogue = catalogue
        self._root = root

    def html(self, tree: Mapping[str, Any], kind: str) -> str:
        """Return the fields of a sheet of `kind` in the order of its model, those that it does not know last."""
        return self._group(tree, Shape("", model=MODELS[kind]), 0)

    def _group(self, tree: Mapping[str, Any], shape: Shape | None, depth: int) -> str:
        known = shapes(shape.model) if shape and shape.model else {}
        names = [*(name for name in known if name in tree), *(name for name in tree if name not in known)]
        fields = "".join(
            self._field(name, tree[name], known.get(name), depth) for name in names if tree[name] not in ("", [], {})
        )
        return f'<dl class="ecrit">{fields}</dl>'

    def _field(self, name: str, value: Any, shape: Shape | None, depth: int) -> str:
        return f"<div><dt>{text(shape.title if shape else name)}</dt><dd>{self._value(value, shape, depth + 1)}</dd></div>"

    def _value(self, value: Any, shape: Shape | None, depth: int) -> str:
        if depth > DEEPEST:
            return text(str(value))
        if isinstance(value, dict):
            return self._group(value, shape, depth)
        if isinstance(value, list):
            inside = shape.items if shape else None
            return f"<ul>{''.join(f'<li>{self._value(item, inside, depth)}</li>' for item in value)}</ul>"
        return self._words(str(value or "").strip(), shape)

    def _words(self, words: str, shape: Shape | None) -> str:
        marks = shape.marks if shape else ()
        if any(isinstance(mark, Prose) for mark in marks):
            return to_html(words)
        for mark in marks:
            if isinstance(mark, Reference):
                return self._reference(mark, words)
        if is_link(words) and words.startswith("http"):
            return f'<a href="{escape(as_link(words))}" rel="nofollow">{text(words)}</a>'
        return text(words)

    def _reference(self, mark: Reference, words: str) -> str:
        if mark.target == "vocabulary":
            return text(self._catalogue.reference.labels.get(mark.scope, {}).get(words, words))
        if mark.target == "territory" and words in self._catalogue.reference.territories:
            return text(f"{self._catalogue.reference.territories[words].name} ({words})")
        if mark.target in KINDS and (sheet := self._catalogue.sheets[mark.target].get(words)):
            return f'<a href="{self._root}{sheet.address}">{text(sheet.name)}</a>'
        return text(words)
