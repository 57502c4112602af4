"""Receives what makes a page findable; returns how strongly each of its terms leads to it; never a page's rank."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from generator.derive.findable import Findable
from generator.derive.stems import stems

NAME, OTHER_NAME, NAME_ACRONYM, PLACE, SUMMARY, TEXT = 10.0, 9.0, 8.0, 5.0, 3.0, 1.0
SHARES = {"Pôle": (1.0, 1.0), "Pratique": (1.0, 1.0), "Acteur": (0.6, 0.4), "territoire": (0.5, 0.1), "page": (0.1, 0.1)}
SATURATION = 1.2
SHORT_NAME = 3


@dataclass(frozen=True)
class Impacts:
    """How strongly each word, and each pair of neighbouring words of a name, a place or a summary, leads to a page."""

    words: Mapping[str, float]
    pairs: Mapping[str, float]


def impacts(found: Findable) -> Impacts:
    """Return the impacts of the stems of `found`."""
    of_names, of_words = SHARES["page"] if found.is_way else SHARES.get(found.kind, SHARES["territoire"])
    name = list(stems(found.title))
    brief = 0.6 + 0.4 * min(1.0, SHORT_NAME / max(1, len(name)))
    telling = [
        (name, NAME * of_names * brief),
        *((list(stems(other)), OTHER_NAME * of_names) for other in found.names.split(" ; ") if other),
        (list(stems(found.place)), PLACE * of_words),
        (list(stems(found.territories)), PLACE * of_words),
        (list(stems(found.summary)), SUMMARY * of_words),
        (list(stems(found.name_acronyms)), NAME_ACRONYM * of_names),
        (list(stems(found.acronyms)), SUMMARY * of_words),
    ]
    words: dict[str, float] = defaultdict(float)
    pairs: dict[str, float] = defaultdict(float)
    for part, weight in telling:
        _add(words, Counter(part), weight)
        _add(pairs, Counter(map(" ".join, pairwise(part))), weight)
    _add(words, Counter(stems(found.words)), TEXT * of_words)
    return Impacts(words, pairs)


def _add(impacts: dict[str, float], counts: Mapping[str, int], weight: float) -> None:
    """Add what each term weighs: the tenth time that it is said tells less than the first."""
    for term, count in counts.items():
        impacts[term] += weight * count * (1 + SATURATION) / (count + SATURATION)
