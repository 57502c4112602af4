"""Receives two versions of a list; pairs the items that are the same thing, by identifier, then likeness; never compares their insides."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

ALIKE = 0.5
MOST_COMPARISONS = 10_000
READ_OF_A_TEXT = 200
WEIGHT_OF_A_NAME = 3

Pair = tuple[int, int]


@dataclass(frozen=True)
class Pairing:
    """The ranks of the items of two lists: those kept, in the order of the second list, those removed, those added."""

    kept: tuple[Pair, ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]

    @property
    def is_in_order(self) -> bool:
        """Tell whether the kept items follow one another as they did."""
        ranks = [before for before, _ in self.kept]
        return ranks == sorted(ranks)


def paired(before: Sequence[Any], after: Sequence[Any], names: frozenset[str] = frozenset()) -> Pairing:
    """Pair the items of `before` and `after`; in a mapping, the fields called `names` tell most."""
    left, right = dict(enumerate(before)), dict(enumerate(after))
    kept: list[Pair] = []
    for found in (_equal, _same_identifier, lambda one, other: _alike(one, other, names)):
        for first, second in found(left, right):
            del left[first], right[second]
            kept.append((first, second))
    return Pairing(tuple(sorted(kept, key=lambda pair: pair[1])), tuple(left), tuple(right))


def likeness(one: Any, other: Any, names: frozenset[str] = frozenset()) -> float:
    """Return how alike two trees are, from 0 to 1."""
    if one == other:
        return 1.0
    if isinstance(one, str) and isinstance(other, str):
        return _shared(_trigrams(one[:READ_OF_A_TEXT]), _trigrams(other[:READ_OF_A_TEXT]))
    if isinstance(one, dict) and isinstance(other, dict):
        weights = {name: WEIGHT_OF_A_NAME if name in names else 1 for name in (*one, *other)}
        alike = (weight * likeness(one.get(name), other.get(name)) for name, weight in weights.items())
        return sum(alike) / sum(weights.values())
    if isinstance(one, list) and isinstance(other, list):
        return _shared(Counter(map(_canonical, one)), Counter(map(_canonical, other)))
    return 0.0


def _equal(left: Mapping[int, Any], right: Mapping[int, Any]) -> list[Pair]:
    waiting: dict[str, list[int]] = defaultdict(list)
    for rank in reversed(left):
        waiting[_canonical(left[rank])].append(rank)
    return [(waiting[same].pop(), rank) for rank, item in right.items() if waiting[same := _canonical(item)]]


def _same_identifier(left: Mapping[int, Any], right: Mapping[int, Any]) -> list[Pair]:
    known = {name: rank for rank, name in _identified(left)}
    return [(known.pop(name), rank) for rank, name in _identified(right) if name in known]


def _identified(items: Mapping[int, Any]) -> Iterator[tuple[int, str]]:
    for rank, item in items.items():
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            yield rank, item["id"]


def _alike(left: Mapping[int, Any], right: Mapping[int, Any], names: frozenset[str]) -> list[Pair]:
    if len(left) * len(right) > MOST_COMPARISONS:
        return list(zip(left, right, strict=False))
    scores = ((likeness(one, other, names), first, second) for first, one in left.items() for second, other in right.items())
    found: dict[int, int] = {}
    for score, first, second in sorted(scores, key=lambda scored: (-scored[0], abs(scored[1] - scored[2]), *scored[1:])):
        if score >= ALIKE and first not in found and second not in found.values():
            found[first] = second
    return list(found.items())


def _shared(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


@lru_cache(maxsize=4096)
def _trigrams(text: str) -> Counter[str]:
    folded = f" {text.lower()} "
    return Counter(folded[start : start + 3] for start in range(len(folded) - 2))


def _canonical(tree: Any) -> str:
    return json.dumps(tree, sort_keys=True)
