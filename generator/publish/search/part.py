"""Receives what can be found in a part of the site; returns its share of the index, small enough to be sent from one process to another; never writes."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from generator.derive.findable import Findable
from generator.derive.impacts import impacts
from generator.publish.search.compact import Pages, letter_of, pages_of
from generator.site import KINDS

OTHER_PAGES = "autres"
SHOWN_AT_ONCE = 300
WORD = re.compile(r"[^\W\d_]{4,24}")
SHEETS = frozenset(kind.singular.capitalize() for kind in KINDS.values())


@dataclass(frozen=True)
class IndexPart:
    """A share of the index, its pages ranked from 0: the card that shows each one, the pages of each word and pair of words, of each value of a facet; the orders; the rest of long texts; how many pages write each word."""

    cards: tuple[str, ...]
    words: Mapping[str, Pages]
    pairs: Mapping[str, Pages]
    facets: Mapping[str, Mapping[str, tuple[int, ...]]]
    changed: tuple[str, ...]
    percents: tuple[int, ...]
    texts: Mapping[int, str]
    writings: Mapping[str, int]


def index_part(found: Iterable[tuple[str, Findable]]) -> IndexPart:
    """Return the share of the pages `found`, in their order, each at its address."""
    pages = tuple(found)
    words: dict[str, list[tuple[int, str]]] = defaultdict(list)
    pairs: dict[str, list[tuple[int, str]]] = defaultdict(list)
    facets: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    writings: Counter[str] = Counter()
    for rank, (_, one) in enumerate(pages):
        told = impacts(one)
        for term, strength in told.words.items():
            words[term].append((rank, letter_of(strength)))
        for term, strength in told.pairs.items():
            pairs[term].append((rank, letter_of(strength)))
        for facet, values in (one.facets or {"genre": (OTHER_PAGES,)}).items():
            for value in values:
                facets[facet][value].append(rank)
        if not one.is_way:
            writings.update(_written(one))
    return IndexPart(
        cards=tuple(_card(address, one) for address, one in pages),
        words={term: pages_of(ranked) for term, ranked in words.items()},
        pairs={term: pages_of(ranked) for term, ranked in pairs.items()},
        facets={facet: {value: tuple(ranks) for value, ranks in values.items()} for facet, values in facets.items()},
        changed=tuple(one.changed for _, one in pages),
        percents=tuple(one.percent for _, one in pages),
        texts={rank: one.words for rank, (_, one) in enumerate(pages) if _has_a_text_of_its_own(one)},
        writings=writings,
    )


def _written(found: Findable) -> frozenset[str]:
    """Return the words of a page as they are written, in small letters."""
    text = f"{found.title}\n{found.names}\n{found.territories}\n{found.summary}\n{found.words}"
    return frozenset(chain.from_iterable(map(_words_in, text.split())))


@lru_cache(maxsize=1 << 16)
def _words_in(written: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in WORD.findall(written))


def _has_a_text_of_its_own(found: Findable) -> bool:
    return found.kind not in SHEETS and len(found.words) > SHOWN_AT_ONCE


def _card(address: str, found: Findable) -> str:
    """Return what shows a page among the answers, as JSON; a sheet says no more of its text than its summary: the rest is in its own data."""
    is_sheet = found.kind in SHEETS
    told = {
        "adresse": f"/{address}",
        "titre": found.title,
        "genre": found.kind,
        "lieu": found.place,
        "date": found.changed,
        **found.about,
        "resume": found.summary,
        "mots": "\n".join(
            filter(
                None,
                (found.labels if is_sheet else found.words[:SHOWN_AT_ONCE], found.names, found.name_acronyms, found.acronyms),
            )
        ),
        "suite": "fiche" if is_sheet else "texte" if _has_a_text_of_its_own(found) else "",
    }
    return json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False, separators=(",", ":"))
