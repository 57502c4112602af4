"""Receives a sheet; returns what a bibliography says of it, pinned to the version read; never formats it."""

from dataclasses import dataclass
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.derive.parties import party_name
from generator.french import of
from generator.prose import to_text
from generator.settings import Settings

LICENCE = "Licence Ouverte 2.0"


@dataclass(frozen=True)
class BibliographicEntry:
    """One sheet in a bibliography: `authors` are organisations, `issued` is a partial date or empty, addresses are absolute."""

    key: str
    title: str
    genre: str
    authors: tuple[str, ...]
    publisher: str
    issued: str
    version: str
    address: str
    current_address: str
    licence: str
    summary: str


def bibliographic_entry(sheet: Sheet, catalogue: Catalogue, settings: Settings) -> BibliographicEntry:
    """Return the entry of `sheet`; the observatory itself is the author of a sheet that no organisation signs."""
    edition = sheet.record.edition
    signed = tuple(dict.fromkeys(party_name(one, catalogue) for one in edition.contributeurs)) if edition else ()
    summary = getattr(sheet.record, "resume", None)
    return BibliographicEntry(
        key=f"{sheet.kind.folder}-{sheet.id}-{sheet.version}",
        title=sheet.name,
        genre=f"fiche {of(sheet.kind.singular)}",
        authors=signed or (settings.site_name,),
        publisher=settings.site_name,
        issued=_issued(edition),
        version=sheet.version,
        address=settings.site_url + sheet.version_address,
        current_address=settings.site_url + sheet.address,
        licence=(edition.licence if edition else None) or LICENCE,
        summary=to_text(summary) if summary else "",
    )


def _issued(edition: Any) -> str:
    return (edition.modifiee_le or edition.creee_le or "") if edition else ""
