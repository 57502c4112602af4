"""Receives a sheet, or what it said once; returns what a bibliography says of it, pinned to the version read; never formats it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.derive.parties import party_name
from generator.derive.written import written
from generator.french import of
from generator.prose import to_text
from generator.settings import Settings
from generator.site import KINDS
from schemas.edition import Contributor
from schemas.scalars import is_date

LICENCE = "Licence Ouverte 2.0"
AUTHORING = (None, "redaction")
CITED_FIELDS = ("nom", "titre", "resume", "edition")


@dataclass(frozen=True)
class Contribution:
    """What an organisation that is not an author did, in words."""

    name: str
    role: str


@dataclass(frozen=True)
class BibliographicEntry:
    """One sheet in a bibliography: `authors` are organisations, `issued` is a partial date or empty, addresses are absolute."""

    key: str
    title: str
    genre: str
    authors: tuple[str, ...]
    contributions: tuple[Contribution, ...]
    publisher: str
    issued: str
    version: str
    address: str
    current_address: str
    licence: str
    summary: str


def bibliographic_entry(sheet: Sheet, catalogue: Catalogue, settings: Settings) -> BibliographicEntry:
    """Return the entry of `sheet` as it is today; the observatory itself is the author of a sheet that no organisation signs."""
    return entry_of_version(sheet.key, sheet.version, _cited(sheet.record), catalogue, settings)


def entry_of_version(
    key: tuple[str, str], version: str, tree: Mapping[str, Any], catalogue: Catalogue, settings: Settings
) -> BibliographicEntry:
    """Return the entry of what the sheet of `key` said in `version`: the same, whether it says it still or not."""
    kind, identifier = KINDS[key[0]], key[1]
    edition = _group(tree.get("edition"))
    parties = tuple(_contributors(edition, catalogue))
    return BibliographicEntry(
        key=f"{kind.folder}-{identifier}-{version}",
        title=" ".join(_said(tree.get("titre")).split() or _said(tree.get("nom")).split() or [identifier]),
        genre=f"fiche {of(kind.singular)}",
        authors=tuple(dict.fromkeys(name for name, role in parties if role in AUTHORING)) or (settings.site_name,),
        contributions=tuple(
            Contribution(name, catalogue.reference.labels["roles_contribution"].get(role, role).lower())
            for name, role in parties
            if role not in AUTHORING
        )
        + tuple(_reviews(edition, catalogue)),
        publisher=settings.site_name,
        issued=_date(edition.get("modifiee_le")) or _date(edition.get("creee_le")),
        version=version,
        address=f"{settings.site_url}{kind.version_address(identifier, version)}",
        current_address=f"{settings.site_url}{kind.address(identifier)}",
        licence=_said(edition.get("licence")) or LICENCE,
        summary=to_text(_said(tree.get("resume"))).strip(),
    )


def _cited(record: Any) -> Mapping[str, Any]:
    return written(record, only=CITED_FIELDS)


def _contributors(edition: Mapping[str, Any], catalogue: Catalogue) -> Iterable[tuple[str, str | None]]:
    for one in _groups(edition.get("contributeurs")):
        yield _name(one, catalogue), one.get("role")


def _reviews(edition: Mapping[str, Any], catalogue: Catalogue) -> Iterable[Contribution]:
    names = (_name(one, catalogue) for one in _groups(edition.get("relectures")))
    return (Contribution(name, "relecture") for name in dict.fromkeys(names))


def _name(party: Mapping[str, Any], catalogue: Catalogue) -> str:
    return party_name(Contributor.model_construct(acteur=party.get("acteur"), designation=party.get("designation")), catalogue)


def _said(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _date(value: Any) -> str:
    return value if isinstance(value, str) and is_date(value) else ""


def _group(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _groups(value: Any) -> Iterable[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
