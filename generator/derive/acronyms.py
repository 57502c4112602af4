"""Receives a text and the acronyms of the field; returns what else it could have said; never changes the text."""

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.french import folded_words
from schemas.acronym import Acronym

CAPITALS = re.compile(r"(?<!\w)[A-Z]{2,10}(?!\w)")


def other_words(text: str, acronyms: tuple[Acronym, ...]) -> Iterator[str]:
    """Yield what the acronyms of `text` stand for, and, for what it says in full, its acronym and the same words."""
    short = frozenset(CAPITALS.findall(text))
    words = _singulars(text)
    present, said = frozenset(words), f" {' '.join(words)} "
    for one, developed in _developed(acronyms):
        if one.sigle in short:
            yield one.developpement
        elif present.issuperset(developed) and f" {' '.join(developed)} " in said:
            yield f"{one.sigle} {one.developpement}"


@lru_cache(maxsize=4)
def _developed(acronyms: tuple[Acronym, ...]) -> tuple[tuple[Acronym, tuple[str, ...]], ...]:
    return tuple((one, _singulars(one.developpement)) for one in acronyms)


def _singulars(text: str) -> tuple[str, ...]:
    return tuple(map(_singular, folded_words(text)))


@lru_cache(maxsize=1 << 16)
def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
