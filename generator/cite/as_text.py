"""Receives an entry of a bibliography; returns it as a French reference, ISO 690 in spirit; never as markup."""

from generator.cite.bibliography import BibliographicEntry
from generator.french import date_in_words

MOST_NAMED = 6


def as_text(entry: BibliographicEntry) -> str:
    """Return one line: who, what, where, which version, under what licence, at what permanent address."""
    date = f" du {date_in_words(entry.issued)}" if entry.issued else " sans date"
    return (
        f"{_names(entry.authors)}. {entry.title.rstrip('.')} [{entry.genre}]. {entry.publisher}, "
        f"version {entry.version}{date}. {entry.licence}. {entry.address}"
    )


def _names(authors: tuple[str, ...]) -> str:
    """Return the names, the first few followed by how many are left when they are many."""
    if len(authors) <= MOST_NAMED:
        return ", ".join(authors)
    return f"{', '.join(authors[:MOST_NAMED])} et {len(authors) - MOST_NAMED} autres"
