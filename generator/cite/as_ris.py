"""Receives an entry of a bibliography; returns it in RIS, which reference managers import; never a line that a sheet begins."""

from generator.cite.bibliography import BibliographicEntry
from generator.cite.tagged import one_line

END = "\r\n"


def as_ris(entry: BibliographicEntry) -> str:
    """Return the entry as a `DATA` record: corporate authors end with a comma, which keeps them whole."""
    date = "/".join((*entry.issued.split("-"), "", "")[:3]) + "/" if entry.issued else ""
    lines = [
        ("TY", "DATA"),
        ("ID", entry.key),
        ("TI", entry.title),
        *(("AU", f"{author.replace(',', ' ')},") for author in entry.authors),
        *(("A2", f"{one.name.replace(',', ' ')},") for one in entry.contributions),
        ("PY", entry.issued[:4]),
        ("DA", date),
        ("PB", entry.publisher),
        ("M3", entry.genre),
        ("ET", entry.version),
        ("AB", entry.summary),
        ("CR", entry.licence),
        *(("N1", f"{one.role.capitalize()} : {one.name}") for one in entry.contributions),
        ("LA", "fr"),
        ("UR", entry.address),
        ("L2", entry.current_address),
    ]
    told = "".join(f"{tag}  - {one_line(value)}{END}" for tag, value in lines if value)
    return f"{told}ER  - {END}"
