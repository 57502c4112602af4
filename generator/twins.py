"""Receives a name and the names already known; returns the sheets that it may double, nearest first; never decides that two are one."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from generator.french import fold, folded_words

LIKE = 0.8
MOST_OF = 0.66
SHOWN = 5
EMPTY_WORDS = frozenset("de du des d la le les l et en pour a au aux pole association".split())


def names_in(tree: Mapping[str, Any]) -> tuple[str, ...]:
    """Return every name that a read sheet gives: its own first, its acronym, its other names."""
    others = tree.get("autres_noms")
    named = [other.get("nom") for other in others if isinstance(other, dict)] if isinstance(others, list) else []
    found = (tree.get("titre"), tree.get("nom"), tree.get("sigle"), *named)
    return tuple(name for name in found if isinstance(name, str) and name)


def possible_twins(name: str, known: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the identifiers of `known` (their names by identifier) that may be `name` already, nearest first."""
    likeness = Likeness(name)
    scores = {identifier: max(map(likeness.of, names), default=0.0) for identifier, names in known.items()}
    near = [identifier for identifier, score in scores.items() if score >= LIKE]
    return tuple(sorted(near, key=lambda identifier: (-scores[identifier], identifier))[:SHOWN])


class Likeness:
    """How like a name others are, from 0 to 1."""

    def __init__(self, name: str) -> None:
        self._words = _telling(name)
        self._letters = difflib.SequenceMatcher(b=fold(name))

    def of(self, other: str) -> float:
        """Return how like `other` is: its letters in order, or most of its telling words."""
        words = _telling(other)
        shared = len(self._words & words) / max(len(self._words | words), 1)
        self._letters.set_seq1(fold(other))
        is_worth_it = self._letters.real_quick_ratio() >= LIKE and self._letters.quick_ratio() >= LIKE
        by_words = LIKE + (shared - MOST_OF) / 2 if shared >= MOST_OF else 0.0
        return max(self._letters.ratio() if is_worth_it else 0.0, by_words)


def _telling(name: str) -> frozenset[str]:
    return frozenset(folded_words(name)) - EMPTY_WORDS
