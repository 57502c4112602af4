"""Receives an entry of a bibliography; returns it as a French reference, ISO 690 in spirit; never as markup."""

from generator.cite.bibliography import BibliographicEntry
from generator.french import date_in_words


def as_text(entry: BibliographicEntry) -> str:
    """Return one line: who, what, where, which version, under what licence, at what permanent address."""
    date = f" du {date_in_words(entry.issued)}" if entry.issued else ""
    return (
        f"{', '.join(entry.authors)}. {entry.title.rstrip('.')} [{entry.genre}]. {entry.publisher}, "
        f"version {entry.version}{date}. {entry.licence}. {entry.address}"
    )
