"""Receives the ranks of pages, with or without a strength; writes them as a short text that a page's script unfolds; never loses a page."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_lowercase, ascii_uppercase

STRONGEST = 25.5
WEAKEST = 0.1
LETTERS = ascii_uppercase + ascii_lowercase
STEPS = len(LETTERS) - 1
STRENGTHS = tuple(round(WEAKEST * (STRONGEST / WEAKEST) ** (step / STEPS), 2) for step in range(STEPS + 1))
_MIDDLES = tuple((one + other) / 2 for one, other in pairwise(STRENGTHS))


@dataclass(frozen=True)
class Pages:
    """Pages that have a term: the `first` and `last` ranks, and from the first, « letter of its strength, gap, letter… »: « A » and « A3f » are the first page, then the fifth."""

    first: int
    last: int
    told: str

    def whole(self) -> str:
        """Return the text from rank 0: the pages passed over, then the letter of the next one."""
        return f"{self.first or ''}{self.told}"

    def then(self, others: "Pages") -> "Pages":
        """Return these pages and `others`, which all come after."""
        return Pages(self.first, others.last, f"{self.told}{others.first - self.last - 1 or ''}{others.told}")

    def further(self, by: int) -> "Pages":
        """Return the same pages, `by` ranks later."""
        return Pages(self.first + by, self.last + by, self.told)


def letter_of(strength: float) -> str:
    """Return the letter of the nearest of the fifty-two strengths, each a ninth more than the one before."""
    return LETTERS[bisect_left(_MIDDLES, strength)]


def pages_of(ranked: Iterable[tuple[int, str]]) -> Pages:
    """Return pages from their ranks, in order, and letters; at least one."""
    first, last, told = -1, -1, []
    for rank, letter in ranked:
        if first < 0:
            first = rank
        elif rank - last > 1:
            told.append(str(rank - last - 1))
        told.append(letter)
        last = rank
    return Pages(first, last, "".join(told))


def strongest(several: Iterable[Pages]) -> Pages:
    """Return the pages that any of `several` has, each as strong as where it is strongest."""
    found: dict[int, str] = {}
    for pages in several:
        for rank, letter in unfolded(pages):
            if letter > found.get(rank, ""):
                found[rank] = letter
    return pages_of(sorted(found.items()))


def unfolded(pages: Pages) -> Iterable[tuple[int, str]]:
    """Yield the rank and the letter of each page."""
    rank, gap = pages.first - 1, ""
    for sign in pages.told:
        if sign.isdigit():
            gap += sign
            continue
        rank += 1 + int(gap or 0)
        gap = ""
        yield rank, sign


def gaps(ranks: Iterable[int]) -> str:
    """Return ranks, in order, as how many are passed over before each one: « ,,3, » is the first two, then the sixth."""
    told, last = [], -1
    for rank in ranks:
        told.append(f"{rank - last - 1 or ''},")
        last = rank
    return "".join(told)
