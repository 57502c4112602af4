"""Receives one entry; yields a warning for each figure of its prose that no fact with a source gives; never an error."""

from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate
from typing import Any

from generator.document import Path
from generator.entry import Entry
from generator.french import fold
from generator.numbers_in_text import Quantity, quantities, values
from generator.problems import Problem
from generator.sentences import Sentence
from generator.validate import problem_within

PROSE = ("resume", "resume_elu", "probleme", "mise_en_oeuvre")
TOLD_IN = {"sections": "texte", "messages": "texte"}
WITHOUT_FACTS = frozenset({*PROSE, *TOLD_IN, "sources", "edition", "contact", "points_non_documentes"})
STEM = 4


def unbound_figures(entry: Entry) -> Iterator[Problem]:
    """Yield a warning on each figure of the prose of a valid sheet that none of its facts gives."""
    if entry.record is None:
        return
    given: _Given | None = None
    for path, text in _prose(entry.document.tree):
        for figure in quantities(text):
            given = given or _Given(entry.document.tree)
            if not given.holds(figure):
                yield problem_within(entry.document, path, (text, figure.offset), unbound(figure.words), severity="warning")


class _Given:
    """What the facts of a sheet give: their values, and the words around the small ones."""

    def __init__(self, tree: dict[str, Any]) -> None:
        told = [fact for field, value in tree.items() if field not in WITHOUT_FACTS for fact in _items(value)]
        self._facts = [" ".join(_strings(fact)) for fact in told]
        starts = list(accumulate((len(words) + 1 for words in self._facts), initial=0))
        self._by_value: dict[Fraction, list[int]] = {}
        for offset, value in values("\n".join(self._facts)):
            self._by_value.setdefault(value, []).append(bisect_right(starts, offset) - 1)

    def holds(self, figure: Quantity) -> bool:
        """Tell whether a fact gives the figure: its value, and for a small one what it counts."""
        told = self._by_value.get(figure.value, ())
        if figure.is_plain or not figure.noun:
            return bool(told)
        stem = fold(figure.noun)[:STEM]
        return any(stem in fold(self._facts[rank]) for rank in told)


def _prose(tree: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    for field in PROSE:
        if isinstance(tree.get(field), str):
            yield (field,), tree[field]
    for field, name in TOLD_IN.items():
        for rank, part in enumerate(tree.get(field) or ()):
            if isinstance(part, dict) and isinstance(part.get(name), str):
                yield (field, rank, name), part[name]


def _items(value: Any) -> Iterator[Any]:
    yield from value if isinstance(value, list) else (value,)


def _strings(fact: Any) -> Iterator[str]:
    if isinstance(fact, str):
        yield fact
    elif isinstance(fact, dict):
        for name, value in fact.items():
            if name != "sources":
                yield from _strings(value)
    elif isinstance(fact, list):
        for value in fact:
            yield from _strings(value)


def unbound(words: str) -> Sentence:
    """Return what is told of a figure, as it is written, that no fact gives."""
    return Sentence(
        "chiffre-sans-observation",
        f"Aucun fait de la fiche ne donne « {words} », que le texte affirme.",
        "Ajoutez-le sous « mesures: », tel qu’imprimé, avec sa date et sa source, ou retirez-le du texte.",
    )
