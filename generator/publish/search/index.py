"""Receives the shares of an index that the parts of a site make; writes the whole that its search reads, in small files; never reads a record."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from generator.derive.findable import SILENT_BRANCHES, SILENT_FIELDS
from generator.derive.stems import EMPTY_WORDS, ENDINGS, PLURALS, SHORTEST_SINGULAR, SHORTEST_STEM
from generator.publish.search.compact import STRENGTHS, Pages, gaps
from generator.publish.search.lexicon import write_lexicon
from generator.publish.search.part import IndexPart
from generator.publish.search.word_files import word_files
from generator.site import SEARCH

LARGEST_OF_WORDS, LARGEST_OF_PAIRS = 24_000, 8_000
CARDS_IN_A_FILE = 8


def write_search_index(site: Path, parts: Sequence[IndexPart]) -> None:
    """Write `recherche/index/` under `site`: the pages of each word, of each pair of words and of each value of a facet, the orders, the cards that show pages, and the words to correct a slip."""
    folder = site / SEARCH / "index"
    firsts = [0, *accumulate(len(part.cards) for part in parts)]
    words = word_files(_joined([part.words for part in parts], firsts), LARGEST_OF_WORDS, typed=True)
    pairs = word_files(_joined([part.pairs for part in parts], firsts), LARGEST_OF_PAIRS, typed=False)
    _write(folder / "table.json", _table(firsts[-1], sorted(words), sorted(pairs)))
    _write_each(folder / "mots", ((f"{beginning}-", pages) for beginning, pages in words.items()))
    _write_each(folder / "paires", ((f"{beginning.replace(' ', '_')}-", pages) for beginning, pages in pairs.items()))
    _write_each(folder / "facettes", _facets(parts, firsts).items())
    _write_each(folder / "ordres", _orders(parts))
    _write_each(folder / "textes", _texts(parts, firsts))
    _write_cards(folder / "fiches", (card for part in parts for card in part.cards))
    write_lexicon(site, sum((Counter(part.writings) for part in parts), Counter()))


def _table(count: int, words: list[str], pairs: list[str]) -> dict[str, Any]:
    """Return what a script must know to cut words as they are cut here, and to find their files."""
    return {
        "pages": count,
        "mots_vides": EMPTY_WORDS,
        "pluriels": PLURALS,
        "finales": ENDINGS,
        "plus_courts": [SHORTEST_SINGULAR, SHORTEST_STEM],
        "forces": STRENGTHS,
        "par_fichier": CARDS_IN_A_FILE,
        "tus": sorted(SILENT_BRANCHES | SILENT_FIELDS),
        "mots": words,
        "paires": pairs,
    }


def _joined(parts: Iterable[Mapping[str, Pages]], firsts: Sequence[int]) -> Mapping[str, Pages]:
    """Return the pages of each term in all parts, each part's ranks coming after those of the one before."""
    joined: dict[str, Pages] = {}
    for part, first in zip(parts, firsts, strict=False):
        for term, pages in part.items():
            here, before = pages.further(first), joined.get(term)
            joined[term] = before.then(here) if before else here
    return joined


def _facets(parts: Sequence[IndexPart], firsts: Sequence[int]) -> Mapping[str, Mapping[str, str]]:
    """Return, by facet and value, the pages that have it."""
    pages: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for part, first in zip(parts, firsts, strict=False):
        for facet, values in part.facets.items():
            for value, ranks in values.items():
                pages[facet][value].extend(first + rank for rank in ranks)
    return {facet: {value: gaps(ranks) for value, ranks in sorted(values.items())} for facet, values in sorted(pages.items())}


def _orders(parts: Iterable[IndexPart]) -> Iterator[tuple[str, list[int]]]:
    parts = tuple(parts)
    yield "recent", [int(f"{day.replace('-', ''):0<8}") for part in parts for day in part.changed]
    yield "complet", [percent for part in parts for percent in part.percents]


def _texts(parts: Iterable[IndexPart], firsts: Sequence[int]) -> Iterator[tuple[str, dict[str, str]]]:
    for part, first in zip(parts, firsts, strict=False):
        for rank, text in part.texts.items():
            yield str(first + rank), {"texte": text}


def _write_cards(folder: Path, cards: Iterable[str]) -> None:
    """Write the cards of neighbouring pages together: a file for each would be as many files as pages."""
    cards = tuple(cards)
    folder.mkdir(parents=True, exist_ok=True)
    for rank in range(0, len(cards), CARDS_IN_A_FILE):
        path = folder / f"{rank // CARDS_IN_A_FILE}.json"
        path.write_text(f"[{','.join(cards[rank : rank + CARDS_IN_A_FILE])}]", encoding="utf-8")


def _write_each(folder: Path, files: Iterable[tuple[str, Any]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files:
        _write(folder / f"{name}.json", content)


def _write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
