"""Receives an entry of a bibliography; returns it for BibTeX and its kin; never lets a sheet write a command."""

from generator.cite.bibliography import BibliographicEntry
from generator.cite.tagged import one_line

SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
SAFE = str.maketrans(SIGNS)


def as_bibtex(entry: BibliographicEntry) -> str:
    """Return an `@misc` entry: corporate authors in braces, the version and its permanent address."""
    year, month, _ = (*entry.issued.split("-"), "", "")[:3]
    fields = {
        "title": f"{{{{{_text(entry.title)}}}}}",
        "author": f"{{{' and '.join(f'{{{_text(author)}}}' for author in entry.authors)}}}",
        "year": year and f"{{{year}}}",
        "month": month and MONTHS[int(month) - 1],
        "date": entry.issued and f"{{{entry.issued}}}",
        "publisher": f"{{{_text(entry.publisher)}}}",
        "howpublished": f"{{{_text(f'{entry.genre}, version {entry.version}')}}}",
        "url": f"{{{entry.address}}}",
        "copyright": f"{{{_text(entry.licence)}}}",
        "note": entry.contributions and f"{{{_text('. '.join(_contributions(entry)))}}}",
        "abstract": entry.summary and f"{{{_text(entry.summary)}}}",
        "language": "{french}",
    }
    told = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value)
    return f"@misc{{{entry.key},\n{told}}}\n"


def _contributions(entry: BibliographicEntry) -> list[str]:
    return [f"{one.role.capitalize()} : {one.name}" for one in entry.contributions]


def _text(words: str) -> str:
    return one_line(words).translate(SAFE)
