"""Receives the sheets and the texts of their sources; returns, for each excerpt, quotation and figure, whether it is printed there; never reads the meaning."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from generator.catalogue import Sheet
from generator.derive.citations import CitedSource
from generator.derive.sourced_facts import Evidence
from generator.document import Path as FieldPath
from generator.verification.library import Library, Text
from generator.verification.nearest import Passage, nearest_passage
from generator.verification.print_marks import pieces

Outcome = Literal["trouve", "introuvable", "ailleurs", "sans-texte"]
Nature = Literal["extrait", "citation", "chiffre"]
FOUND: Outcome = "trouve"
MISSING: Outcome = "introuvable"
ELSEWHERE: Outcome = "ailleurs"
UNHELD: Outcome = "sans-texte"


@dataclass(frozen=True)
class Words:
    """Words that a sheet says are printed, and where it says so."""

    sheet: Sheet
    path: FieldPath
    nature: Nature
    words: str


@dataclass(frozen=True)
class Verified:
    """What the texts of its sources answer to some words: the names of the texts asked, and the passage most like them."""

    claimed: Words
    outcome: Outcome
    searched: tuple[str, ...] = ()
    nearest: Passage | None = None
    nearest_in: str = ""


def verified(sheet: Sheet, library: Library) -> Iterator[Verified]:
    """Yield what becomes of each excerpt, quotation and printed figure of a sheet."""
    evidence = Evidence(sheet.record)
    whole = tuple(CitedSource(number, one) for number, one in enumerate(sheet.record.sources, start=1))
    ranks: dict[str, int] = {}
    for field, fact in evidence.facts:
        rank = ranks[field] = ranks.get(field, -1) + 1
        for name, nature, words in _printed_words(field, fact):
            yield _answer(Words(sheet, (field, rank, name), nature, words), evidence.cited(fact) or whole, library)


def _printed_words(field: str, fact: Any) -> Iterator[tuple[str, Nature, str]]:
    if excerpt := getattr(fact, "extrait", None):
        yield "extrait", "extrait", excerpt
    if field == "citations":
        yield "texte", "citation", fact.texte
    if figure := getattr(fact, "imprime", None):
        yield "imprime", "chiffre", figure


def _answer(claimed: Words, cited: tuple[CitedSource, ...], library: Library) -> Verified:
    held = [library.texts_of(one.source) for one in cited]
    texts = tuple(dict.fromkeys(text for found in held for text in found))
    names = tuple(text.path.name for text in texts)
    if not texts:
        return Verified(claimed, UNHELD)
    if any(is_printed(claimed.words, text) for text in texts):
        return Verified(claimed, FOUND, names)
    nearest, where = _nearest(claimed.words, texts) if claimed.nature != "chiffre" else (None, "")
    return Verified(claimed, MISSING if all(held) else ELSEWHERE, names, nearest, where)


def is_printed(words: str, text: Text) -> bool:
    """Tell whether `words` stand in `text`, whole words only, typography apart; pieces told with « (…) » follow one another."""
    pattern = _pattern(words)
    return any(pattern.search(reading.text) for reading in text.readings)


@lru_cache(maxsize=256)
def _pattern(words: str) -> re.Pattern[str]:
    told = [
        f"(?<!\\w){re.escape(piece)}(?!\\w)" if piece[-1].isalnum() else f"(?<!\\w){re.escape(piece)}" for piece in pieces(words)
    ]
    return re.compile(".{0,600}?".join(told) or "(?!)", re.DOTALL)


def _nearest(words: str, texts: tuple[Text, ...]) -> tuple[Passage | None, str]:
    quoted = " ".join(pieces(words))
    for text in texts:
        if passage := nearest_passage(quoted, text.readings[0]):
            return passage, text.path.name
    return None, ""
