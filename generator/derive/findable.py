"""Receives a sheet; returns the words under which it must be found and what sorts it out; never those that every sheet shares."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

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
from schemas.structure import Shape, shapes

SILENT_FIELDS = frozenset({"adresse", "adresse_archivee", "site", "id", "vue_le", "date", "date_fin", "creee_le", "modifiee_le"})
SILENT_BRANCHES = frozenset({"edition", "contact", "sources"})
OF_NARRATIVES, OF_TEXTS, OF_LABELS = 0, 1, 2
NAMING_BRANCHES = frozenset({"nom", "titre", "sigle", "autres_noms"})


@dataclass(frozen=True)
class Findable:
    """What a search engine is fed for one page: a sheet has other `names`, `facets` and a `rank` among kinds; a page that only leads to sheets comes after them."""

    title: str
    kind: str
    place: str
    summary: str
    words: str
    labels: str = ""
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
    told = tuple(dict.fromkeys(_told(sheet, catalogue)))
    words = "\n".join(dict.fromkeys(text for _, text in told))
    summary = to_text(sheet.record.resume) if sheet.record.resume else ""
    edition = sheet.record.edition
    return Findable(
        title=sheet.name,
        kind=sheet.kind.singular.capitalize(),
        place=where.words,
        summary=summary,
        words=words,
        labels="\n".join(text for voice, text in told if voice.rank == OF_LABELS),
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


def _told(sheet: Sheet, catalogue: Catalogue) -> Iterator[tuple["Voice", str]]:
    """Yield narratives first, for they make the excerpts, then short texts, then the labels of codes."""
    told = [
        (_voice(shape.marks), value)
        for name, shape in shapes(type(sheet.record)).items()
        if name not in SILENT_BRANCHES | NAMING_BRANCHES
        for shape, value in _strings(shape, name, getattr(sheet.record, name))
    ]
    for voice, value in sorted(told, key=lambda one: one[0].rank):
        if text := voice.says(value, catalogue):
            yield voice, text


def _strings(shape: Shape, name: str, value: Any) -> Iterator[tuple[Shape, str]]:
    """Yield each string of a field that is not silent, with what the model says of it."""
    if not value or name in SILENT_FIELDS:
        return
    if isinstance(value, str):
        yield shape, value
    elif shape.items is not None:
        for item in value:
            yield from _strings(shape.items, "", item)
    elif shape.model is not None:
        for inner_name, inner in shapes(shape.model).items():
            yield from _strings(inner, inner_name, getattr(value, inner_name))


@dataclass(frozen=True)
class Voice:
    """How a string is told: narratives before short texts, short texts before the names behind codes."""

    rank: int
    says: Callable[[str, Catalogue], str]


@lru_cache(maxsize=256)
def _voice(marks: tuple[Any, ...]) -> Voice:
    reference = next((mark for mark in marks if isinstance(mark, Reference)), None)
    if reference is not None:
        return Voice(OF_LABELS, lambda code, catalogue: _named(reference, code, catalogue))
    if any(isinstance(mark, Prose) for mark in marks):
        return Voice(OF_NARRATIVES, lambda prose, _: to_text(prose))
    return Voice(OF_TEXTS, lambda text, _: text)


def _named(reference: Reference, code: str, catalogue: Catalogue) -> str:
    if reference.target == "vocabulary":
        return catalogue.label(reference.scope, code)
    if reference.target in KINDS and code in catalogue.sheets[reference.target]:
        return catalogue.sheet((reference.target, code)).name
    return ""
