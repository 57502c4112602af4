"""Receives a sheet; returns the words under which it must be found; never those that every sheet shares."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.catalogue import Catalogue, Sheet
from generator.derive.whereabouts import whereabouts
from generator.prose import to_text
from schemas import KINDS
from schemas.references import Reference
from schemas.scalars import Prose
from schemas.structure import Leaf, leaves

SILENT_FIELDS = frozenset({"adresse", "adresse_archivee", "site", "id", "vue_le", "date", "date_fin", "creee_le", "modifiee_le"})
SILENT_BRANCHES = frozenset({"edition", "contact", "sources"})


@dataclass(frozen=True)
class Findable:
    """What a search engine is fed for one page; a page that only leads to sheets comes after them."""

    title: str
    kind: str
    place: str
    summary: str
    words: str
    is_way: bool = False


def findable(sheet: Sheet, catalogue: Catalogue) -> Findable:
    """Return what makes `sheet` findable: its text, and the names behind its codes and references."""
    where = whereabouts(sheet, catalogue)
    territories = (catalogue.reference.territories[code].name for code in where.codes)
    words = [*_words(sheet, catalogue), *territories]
    summary = to_text(sheet.record.resume) if sheet.record.resume else ""
    return Findable(
        sheet.name, sheet.kind.singular.capitalize(), where.words, summary, "\n".join(dict.fromkeys(filter(None, words)))
    )


def _words(sheet: Sheet, catalogue: Catalogue) -> Iterator[str]:
    """Yield narratives first, for they make the excerpts, then short texts, then the labels of codes."""
    told = [
        leaf
        for leaf in leaves(KINDS[sheet.kind.name], sheet.record.model_dump())
        if leaf.path[0] not in SILENT_BRANCHES and leaf.path[-1] not in SILENT_FIELDS
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
