"""Receives terms and their pages; shares them out among files of like size, by the letters that they begin with; never cuts a term in two."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.publish.search.compact import Pages, strongest

SHORTEST_BEGINNING = 3
ALL_THAT_BEGIN = "*"


def word_files(terms: Mapping[str, Pages], largest: int) -> Mapping[str, Mapping[str, str]]:
    """Return, by the beginning that names a file, its terms and their pages; a file of more than `largest` signs is cut by one letter more, and keeps, for a reader who is still typing, the pages of all that begins so."""
    told = [(term, terms[term].whole()) for term in sorted(terms)]
    return {beginning: file for beginning, file in _cut(told, 0, largest, terms) if file}


def _cut(
    told: Sequence[tuple[str, str]], length: int, largest: int, terms: Mapping[str, Pages]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the files of terms that share their first `length` letters."""
    beginning = told[0][0][:length] if told else ""
    whole = [one for one in told if len(one[0]) == length]
    if length and (len(whole) == len(told) or sum(len(term) + len(pages) for term, pages in told) <= largest):
        yield beginning, dict(told)
        return
    file = dict(whole)
    if length >= SHORTEST_BEGINNING:
        file[f"{beginning}{ALL_THAT_BEGIN}"] = strongest(terms[term] for term, _ in told).whole()
    yield beginning, file
    for part in _by_next_letter(told[len(whole) :], length):
        yield from _cut(part, length + 1, largest, terms)


def _by_next_letter(told: Iterable[tuple[str, str]], length: int) -> Iterator[list[tuple[str, str]]]:
    parts: dict[str, list[tuple[str, str]]] = {}
    for one in told:
        parts.setdefault(one[0][length], []).append(one)
    return iter(parts.values())
