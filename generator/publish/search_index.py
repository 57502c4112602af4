"""Receives the pages of a site; writes the index that its search reads, in small files cut by the first letters of words; never indexes menus or footers."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

from generator.derive.findable import Findable
from generator.derive.stems import EMPTY_WORDS, ENDINGS, PLURALS, SHORTEST_SINGULAR, SHORTEST_STEM, stems
from generator.site import KINDS, SEARCH, TERRITORIES

ARTICLE = re.compile(r'<article class="page__corps md-typeset".*?>(.*?)</article>', re.DOTALL)
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
SUBHEADING = re.compile(r"<h[23][^>]*>(.*?)</h[23]>", re.DOTALL)
UNSEEN = re.compile(r"<(script|style|noscript|form)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
LISTS = (*(kind.folder for kind in KINDS.values()), TERRITORIES)
SKIPPED = frozenset({"./", f"{SEARCH}/", "carte/", "contribuer/champs/", *(f"{folder}/" for folder in LISTS)})
OTHER_PAGES = "autres"

NAME, OTHER_NAME, NAME_ACRONYM, PLACE, SUMMARY, TEXT = 10.0, 9.0, 8.0, 5.0, 3.0, 1.0
SHARES = {"Pôle": (1.0, 1.0), "Pratique": (1.0, 1.0), "Acteur": (0.6, 0.4), "territoire": (0.5, 0.1), "page": (0.1, 0.1)}
SATURATION = 1.2
SHORT_NAME = 3
SCALE, STRONGEST = 10, 255
SHARD = 2
SHOWN_TEXT = 30_000


def write_search_index(site: Path, known: Iterable[tuple[str, Findable]]) -> None:
    """Write `recherche/index/` for what is `known` at each address and the hand-written pages of `site`: words, facets, orders, and one file to show for each page."""
    found = dict(known)
    found |= dict(_hand_written(site, set(found)))
    addresses = sorted(found)
    folder = site / SEARCH / "index"
    shards = _shards([found[address] for address in addresses])
    _write(folder / "table.json", _table(len(addresses), sorted(shards)))
    for shard, terms in shards.items():
        _write(folder / "mots" / f"{shard}.json", terms)
    for facet, values in _facets([found[address] for address in addresses]).items():
        _write(folder / "facettes" / f"{facet}.json", values)
    _write(folder / "ordres.json", _orders([found[address] for address in addresses]))
    for rank, address in enumerate(addresses):
        _write(folder / "fiches" / f"{rank}.json", _shown(address, found[address]))


def _table(count: int, shards: list[str]) -> dict[str, Any]:
    """Return what a script must know to cut words as they are cut here."""
    return {
        "pages": count,
        "mots_vides": EMPTY_WORDS,
        "pluriels": PLURALS,
        "finales": ENDINGS,
        "plus_courts": [SHORTEST_SINGULAR, SHORTEST_STEM],
        "lettres": SHARD,
        "mots": shards,
    }


def _shards(found: list[Findable]) -> Mapping[str, Mapping[str, list[int]]]:
    """Return, by first letters, the pages that hold each term: from one page to the next, and how strongly each holds it."""
    postings: dict[str, list[int]] = defaultdict(list)
    last: Counter[str] = Counter()
    for rank, one in enumerate(found):
        for term, impact in _impacts(one).items():
            postings[term] += (rank - last[term], max(1, min(STRONGEST, round(impact * SCALE))))
            last[term] = rank
    shards: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for term in sorted(postings):
        shards[shard_of(term)][term] = postings[term]
    return shards


def shard_of(term: str) -> str:
    """Return the name of the file that holds a term."""
    return term.split(" ", maxsplit=1)[0][:SHARD]


def _impacts(found: Findable) -> Mapping[str, float]:
    of_names, of_words = SHARES["page"] if found.is_way else SHARES.get(found.kind, SHARES["territoire"])
    name = list(stems(found.title))
    brief = 0.6 + 0.4 * min(1.0, SHORT_NAME / max(1, len(name)))
    parts = (
        (name, NAME * of_names * brief),
        *((list(stems(other)), OTHER_NAME * of_names) for other in found.names.split(" ; ") if other),
        (list(stems(found.place)), PLACE * of_words),
        (list(stems(found.territories)), PLACE * of_words),
        (list(stems(found.summary)), SUMMARY * of_words),
        (list(stems(found.name_acronyms)), NAME_ACRONYM * of_names),
        (list(stems(found.acronyms)), SUMMARY * of_words),
        (list(stems(found.words)), TEXT * of_words),
    )
    impacts: dict[str, float] = defaultdict(float)
    for words, weight in parts:
        counts = Counter(words)
        if weight >= SUMMARY * of_words:
            counts.update(f"{one} {other}" for one, other in pairwise(words))
        for term, count in counts.items():
            impacts[term] += weight * count * (1 + SATURATION) / (count + SATURATION)
    return impacts


def _facets(found: list[Findable]) -> Mapping[str, Mapping[str, list[int]]]:
    """Return, by facet and value, the pages that have it, each told by its distance to the one before."""
    pages: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for rank, one in enumerate(found):
        for facet, values in (one.facets or {"genre": (OTHER_PAGES,)}).items():
            for value in values:
                pages[facet][value].append(rank)
    return {
        facet: {value: [after - before for before, after in pairwise((0, *ranks))] for value, ranks in sorted(values.items())}
        for facet, values in sorted(pages.items())
    }


def _orders(found: list[Findable]) -> dict[str, list[int]]:
    return {
        "recent": [int(f"{one.changed.replace('-', ''):0<8}") for one in found],
        "complet": [one.percent for one in found],
    }


def _shown(address: str, found: Findable) -> dict[str, str]:
    told = {
        "adresse": f"/{address}",
        "titre": found.title,
        "genre": found.kind,
        "lieu": found.place,
        "date": found.changed,
        **found.about,
        "texte": "\n".join((f"{found.summary}\n{found.words}"[:SHOWN_TEXT], found.names, found.name_acronyms, found.acronyms)),
    }
    return {name: value for name, value in told.items() if value}


def _hand_written(site: Path, known: set[str]) -> Iterator[tuple[str, Findable]]:
    for path in sorted(site.rglob("index.html")):
        address = path.parent.relative_to(site).as_posix() + "/"
        article = ARTICLE.search(path.read_text(encoding="utf-8")) if address not in known | SKIPPED else None
        if article:
            heading = HEADING.search(article.group(1))
            words = _visible(article.group(1))
            headings = " ; ".join(_visible(found) for found in SUBHEADING.findall(article.group(1)))
            yield (
                address,
                Findable(_visible(heading.group(1)) if heading else address, "Page", "", words[:200], headings, is_way=True),
            )


def _visible(html: str) -> str:
    return " ".join(unescape(TAG.sub(" ", UNSEEN.sub(" ", html))).split())


def _write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
