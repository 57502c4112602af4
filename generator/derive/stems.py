"""Receives a French text; returns the stems of its words, by rules short enough for a page's script to follow too; never guesses a meaning."""

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.french import folded_words

EMPTY_WORDS = tuple(
    "a afin ai au aux avec avoir ce ces cet cette comment d dans de des du elle elles en est et etre eux faire fait il ils je l la le les "
    "leur leurs ma mais me mes mettre mon n ne nos notre nous on ont ou par pas peut peuvent plus pour pourquoi qu que quel quelle quelles "
    "quels qui quoi s sa se ses si son sont sur t ta te tes ton un une vos votre vous y".split()
)
PLURALS = (("aux", "al"), ("s", ""), ("x", ""))
ENDINGS = tuple(
    "issement ement ation ateur atrice atif ative ition ivite iquement ique iste isme able ible euse eux ive if elle el ale al ante ant "
    "ente ent ence ance iere ier eur er ite ion ie ee ir re ez e".split()
)
SHORTEST_SINGULAR, SHORTEST_STEM = 3, 4
_EMPTY = frozenset(EMPTY_WORDS)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return what a folded word has in common with its plural, its feminine and its kin: « cooperations » and « cooperer » give « cooper »."""
    if not word.isalpha():
        return word
    return _without_ending(_singular(word))


def stems(text: str) -> Iterator[str]:
    """Yield the stem of each word of `text` that carries sense, in order."""
    return (stem(word) for word in folded_words(text) if word not in _EMPTY)


def _singular(word: str) -> str:
    for plural, singular in PLURALS:
        if word.endswith(plural) and len(word) - len(plural) + len(singular) >= SHORTEST_SINGULAR:
            return word[: -len(plural)] + singular
    return word


def _without_ending(word: str) -> str:
    fitting = (ending for ending in ENDINGS if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM)
    return re.sub(rf"{max(fitting, key=len, default='')}$", "", word)
