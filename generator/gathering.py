"""Receives examined sheets; returns what only all together show: identifiers claimed twice, who cites whom, the catalogue; never reads one again but to show where a fault stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.catalogue import Catalogue, Citation, Sheet, SheetKey
from generator.examine import Examined
from generator.problems import Problem
from generator.read import read_file
from generator.reference import Reference
from generator.sentences import Sentence
from generator.sheets import SheetFile
from generator.site import KINDS
from generator.validate import problem_at


def twin_address_problems(files: Iterable[SheetFile], found: Iterable[Examined]) -> Iterator[Problem]:
    """Yield the former identifiers that two sheets of a kind claim: only one could redirect."""
    claimed: dict[SheetKey, str] = {}
    for file, one in zip(files, found, strict=True):
        edition = one.record.edition if one.record else None
        for rank, former in enumerate(edition.anciens_ids if edition else ()):
            first = claimed.setdefault((one.kind, former), one.path)
            document = read_file(file.shown, file.path).document if first != one.path else None
            if document:
                yield problem_at(document, ("edition", "anciens_ids", rank), _claimed_twice(former, first))


def catalogue_of(found: Iterable[Examined], reference: Reference, *, with_drafts: bool = False) -> Catalogue:
    """Return the catalogue of valid sheets that stand together, drafts left out unless it is for a preview, with who cites whom."""
    shown = [(one, sheet) for one, sheet in ((one, _sheet(one)) for one in found) if with_drafts or not sheet.is_draft]
    sheets = {kind: {sheet.id: sheet for _, sheet in shown if sheet.kind.name == kind} for kind in KINDS}
    return Catalogue(sheets, _citations(one for one, _ in shown), reference)


def _sheet(one: Examined) -> Sheet:
    return Sheet(KINDS[one.kind], one.id, one.path, one.record, one.version)


def _citations(found: Iterable[Examined]) -> dict[SheetKey, tuple[Citation, ...]]:
    citations: dict[SheetKey, dict[Citation, None]] = defaultdict(dict)
    for one in found:
        for kind, name, title in one.named:
            if title and (kind, name) != (one.kind, one.id):
                citations[kind, name][Citation((one.kind, one.id), title)] = None
    return {cited: tuple(citing) for cited, citing in citations.items()}


def _claimed_twice(former: str, first: str) -> Sentence:
    return Sentence(
        "ancien-identifiant-en-double",
        f"« {former} » redirige déjà vers une autre fiche ({first}).",
        "Gardez-le dans une seule des deux fiches.",
    )
