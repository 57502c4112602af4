"""Receives an entry of a bibliography; returns the tags that Zotero and its kin read in a page; never JSON-LD."""

from collections.abc import Iterator

from markupsafe import escape

from generator.cite.bibliography import BibliographicEntry

WHOLE = ","


def citation_tags(entry: BibliographicEntry) -> str:
    """Return the Highwire, Dublin Core and PRISM `<meta>` tags of `entry`: an organisation ends with a comma, without which Zotero makes a first and a last name of it."""
    return "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in _tags(entry) if value)


def _tags(entry: BibliographicEntry) -> Iterator[tuple[str, str]]:
    date = entry.issued.replace("-", "/")
    yield "citation_title", entry.title
    yield from (("citation_author", f"{author.replace(',', ' ')}{WHOLE}") for author in entry.authors)
    yield "citation_publication_date", date
    yield "citation_publisher", entry.publisher
    yield "citation_language", "fr"
    yield "citation_public_url", entry.address
    yield "DC.title", entry.title
    yield from (("DC.creator", author) for author in entry.authors)
    yield from (("DC.contributor", one.name) for one in entry.contributions)
    yield "DC.date", entry.issued
    yield "DC.publisher", entry.publisher
    yield "DC.type", "Dataset"
    yield "DC.language", "fr"
    yield "DC.identifier", entry.address
    yield "DC.isVersionOf", entry.current_address
    yield "DC.rights", entry.licence
    yield "DCTERMS.abstract", entry.summary
    yield "prism.edition", entry.version
