"""Receives nothing; names the files that cite a sheet, beside each of its versions; never writes one."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.cite.as_bibtex import as_bibtex
from generator.cite.as_csl import as_csl
from generator.cite.as_ris import as_ris
from generator.cite.bibliography import BibliographicEntry


@dataclass(frozen=True)
class CitationFormat:
    """A format that reference managers read: its name, the file that holds it, how it is written."""

    title: str
    file: str
    write: Callable[[BibliographicEntry], str]


CITATION_FORMATS = (
    CitationFormat("BibTeX", "citation.bib", as_bibtex),
    CitationFormat("RIS", "citation.ris", as_ris),
    CitationFormat("CSL-JSON", "citation.json", as_csl),
)
