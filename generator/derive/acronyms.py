"""Receives a text and the acronyms of the field; returns what else it could have said; never changes the text."""

import re
from collections.abc import Iterable, Iterator

from generator.french import folded_words
from schemas.acronym import Acronym

CAPITALS = re.compile(r"(?<!\w)[A-Z]{2,10}(?!\w)")


def other_words(text: str, acronyms: Iterable[Acronym]) -> Iterator[str]:
    """Yield what the acronyms of `text` stand for, and, for what it says in full, its acronym and the same words."""
    short = frozenset(CAPITALS.findall(text))
    said = f" {' '.join(map(_singular, folded_words(text)))} "
    for one in acronyms:
        if one.sigle in short:
            yield one.developpement
        elif f" {' '.join(map(_singular, folded_words(one.developpement)))} " in said:
            yield f"{one.sigle} {one.developpement}"


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
