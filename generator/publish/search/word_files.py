"""Receives terms and their pages; shares them out among files of like size, by the letters that they begin with; never cuts a term in two."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.publish.search.compact import Pages, strongest

SHORTEST_BEGINNING = 3
ALL_THAT_BEGIN = "*"


@dataclass(frozen=True)
class _Branch:
    """Terms that share their first letters, `beginning`, and how many signs they take."""

    beginning: str
    terms: Sequence[str]
    size: int


def word_files(terms: Mapping[str, Pages], largest: int, *, typed: bool) -> Mapping[str, Mapping[str, str]]:
    """Return, by the beginning that names a file, its terms and their pages: what has a more precise file is not in this one. Those that a reader who is still typing (`typed`) may ask for also keep, when they are cut, the pages of all that begins so."""
    told = {term: terms[term].whole() for term in sorted(terms)}
    files: dict[str, Mapping[str, str]] = {}
    for branch in _branches("", tuple(told), told):
        for beginning, kept, is_cut in _cut(branch, largest, told):
            together = typed and is_cut and len(beginning) >= SHORTEST_BEGINNING
            every = {f"{beginning}{ALL_THAT_BEGIN}": _all(beginning, told, terms)} if together else {}
            files[beginning] = {term: told[term] for term in kept} | every
    return files


def _cut(branch: _Branch, largest: int, told: Mapping[str, str]) -> Iterator[tuple[str, Sequence[str], bool]]:
    """Yield the files of a branch: its largest branches are cut off until what is left is small enough."""
    left, size, cut_off = set(branch.terms), branch.size, []
    if size > largest:
        for inner in sorted(_branches(branch.beginning, branch.terms, told), key=lambda one: (-one.size, one.beginning)):
            if size <= largest:
                break
            left.difference_update(inner.terms)
            size -= inner.size
            cut_off.append(inner)
    yield branch.beginning, [term for term in branch.terms if term in left], bool(cut_off)
    for inner in cut_off:
        yield from _cut(inner, largest, told)


def _branches(beginning: str, terms: Sequence[str], told: Mapping[str, str]) -> Iterator[_Branch]:
    """Yield the branches of `terms` that go on after `beginning`, by their next letter."""
    by_letter: dict[str, list[str]] = {}
    length = len(beginning)
    for term in terms:
        if len(term) > length:
            by_letter.setdefault(term[length], []).append(term)
    for letter, inner in by_letter.items():
        yield _Branch(beginning + letter, inner, sum(len(term) + len(told[term]) for term in inner))


def _all(beginning: str, told: Mapping[str, str], terms: Mapping[str, Pages]) -> str:
    return strongest(terms[term] for term in told if term.startswith(beginning)).whole()
