"""Receives sheets with their words; returns small lists of those that a start of word may call; never one list that grows with all of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.french import folded_words

START = 2
WHOLE_LIST = 400
LONGEST_LIST = 400


@dataclass(frozen=True)
class Called:
    """The sheets that have a word with some start, by their ranks: how many they are, and the first ones."""

    total: int
    ranks: tuple[int, ...]


def called_by_start(words: Sequence[str]) -> Mapping[str, Called]:
    """Return, for each start of `START` letters, the ranks of the `words` where a word begins so; nothing when one list can hold all."""
    if len(words) <= WHOLE_LIST:
        return {}
    found: dict[str, list[int]] = defaultdict(list)
    for rank, told in enumerate(words):
        for start in {word[:START] for word in folded_words(told) if len(word) >= START}:
            found[start].append(rank)
    return {start: Called(len(ranks), tuple(ranks[:LONGEST_LIST])) for start, ranks in sorted(found.items())}
