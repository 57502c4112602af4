"""Receives words, facts and sources; returns the plain data of a note's parts, cut to what two pages can hold; never hides a cut."""

from collections.abc import Iterable, Sequence
from typing import Any

from generator.derive.brief import shortened
from generator.french import counted, date_in_words
from generator.prose import to_text

SUMMARY, POINT, HEAD, SOURCE = 520, 230, 90, 210
POINTS, SOURCES = 4, 8
REST = "La suite est sur la page."
UNDOCUMENTED = "Non documenté."


def part(title: str, points: Sequence[dict[str, Any]], nothing: str, at_most: int = POINTS, left: int = 0) -> dict[str, Any]:
    """Return a titled part: its first points, what is said when there is none, and how many more the page has."""
    rest = left + max(0, len(points) - at_most)
    return {
        "titre": title,
        "points": list(points[:at_most]),
        "vide": nothing,
        "suite": f"{counted(rest, 'autre')}. {REST}" if rest else "",
    }


def point(lead: str, words: str, status: str = "", sources: Iterable[int] = (), length: int = POINT) -> dict[str, Any]:
    """Return one thing to know: its lead, its words, its status and the numbers of its sources."""
    return {"tete": shortened(lead, HEAD), "texte": cut(words, length), "statut": status, "sources": list(sources), "preuve": ""}


def key(name: str, value: str) -> dict[str, Any]:
    """Return one key fact."""
    return {"nom": name, "valeur": shortened(value, HEAD), "statut": "", "sources": []}


def cut(markdown: str | None, length: int) -> str:
    """Return the plain words of a narrative, cut at `length` characters."""
    return shortened(to_text(markdown), length) if markdown else ""


def sources(record: Any) -> dict[str, Any]:
    """Return the first sources of a record, numbered as on its page, and how many are left out."""
    shown = [
        {
            "numero": number,
            "mots": shortened(
                ", ".join(filter(None, (source.titre, source.date and date_in_words(source.date), source.adresse))), SOURCE
            ),
        }
        for number, source in enumerate(record.sources[:SOURCES], start=1)
    ]
    rest = len(record.sources) - len(shown)
    return {
        "sources": shown,
        "sans_source": UNDOCUMENTED,
        "sources_de_plus": f"{counted(rest, 'autre source', 'autres sources')} sur la page." if rest > 0 else "",
    }
