"""Receives a sheet; returns the words under which it must be found and what sorts it out; never those that every sheet shares."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.catalogue import Catalogue, Sheet
from generator.derive.acronyms import other_words
from generator.derive.coverage import coverage
from generator.derive.facets import facet_values
from generator.derive.timeline import last_stage_words
from generator.derive.whereabouts import whereabouts
from generator.prose import to_text
from schemas import KINDS
from schemas.references import Reference
from schemas.scalars import Prose
from schemas.structure import Leaf, leaves

SILENT_FIELDS = frozenset({"adresse", "adresse_archivee", "site", "id", "vue_le", "date", "date_fin", "creee_le", "modifiee_le"})
SILENT_BRANCHES = frozenset({"edition", "contact", "sources"})
NAMING_BRANCHES = frozenset({"nom", "titre", "sigle", "autres_noms"})


@dataclass(frozen=True)
class Findable:
    """What a search engine is fed for one page: a sheet has other `names`, `facets` and a `rank` among kinds; a page that only leads to sheets comes after them."""

    title: str
    kind: str
    place: str
    summary: str
    words: str
    is_way: bool = False
    names: str = ""
    territories: str = ""
    name_acronyms: str = ""
    acronyms: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changed: str = ""
    percent: int = 0


def findable(sheet: Sheet, catalogue: Catalogue) -> Findable:
    """Return what makes `sheet` findable: its names, its text, and the names behind its codes and references."""
    where = whereabouts(sheet, catalogue)
    territories = " ; ".join(dict.fromkeys(catalogue.reference.territories[code].name for code in where.codes))
    words = "\n".join(dict.fromkeys(filter(None, _words(sheet, catalogue))))
    summary = to_text(sheet.record.resume) if sheet.record.resume else ""
    edition = sheet.record.edition
    return Findable(
        title=sheet.name,
        kind=sheet.kind.singular.capitalize(),
        place=where.words,
        summary=summary,
        words=words,
        name_acronyms=" ; ".join(other_words("\n".join((sheet.name, *_names(sheet))), catalogue.reference.acronyms)),
        acronyms=" ; ".join(other_words(f"{sheet.name}\n{summary}\n{words}", catalogue.reference.acronyms)),
        territories=territories,
        names=" ; ".join(_names(sheet)),
        about={"etat": last_stage_words(sheet.record, catalogue) if sheet.kind.name == "poles" else "", "version": sheet.version},
        facets=facet_values(sheet, catalogue),
        changed=(edition.modifiee_le or edition.creee_le or "") if edition else "",
        percent=coverage(sheet.kind.name, sheet.record).percent,
    )


def _names(sheet: Sheet) -> Iterator[str]:
    record = sheet.record
    others = (getattr(record, "sigle", None), *(other.nom for other in getattr(record, "autres_noms", ())))
    return (name for name in others if name and name != sheet.name)


def _words(sheet: Sheet, catalogue: Catalogue) -> Iterator[str]:
    """Yield narratives first, for they make the excerpts, then short texts, then the labels of codes."""
    told = [
        leaf
        for leaf in leaves(KINDS[sheet.kind.name], sheet.record.model_dump())
        if leaf.path[0] not in SILENT_BRANCHES | NAMING_BRANCHES and leaf.path[-1] not in SILENT_FIELDS
    ]
    for leaf in sorted(told, key=_rank):
        yield _spoken(leaf, catalogue)


def _rank(leaf: Leaf) -> int:
    if any(isinstance(mark, Reference) for mark in leaf.marks):
        return 2
    return 0 if any(isinstance(mark, Prose) for mark in leaf.marks) else 1


def _spoken(leaf: Leaf, catalogue: Catalogue) -> str:
    reference = next((mark for mark in leaf.marks if isinstance(mark, Reference)), None)
    if reference is None:
        return to_text(leaf.value) if any(isinstance(mark, Prose) for mark in leaf.marks) else leaf.value
    if reference.target == "vocabulary":
        return catalogue.label(reference.scope, leaf.value)
    if reference.target in KINDS and leaf.value in catalogue.sheets[reference.target]:
        return catalogue.sheet((reference.target, leaf.value)).name
    return ""
