"""Receives every read document and valid record; checks that what they name exists; returns the catalogue or problems; never edits a record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.catalogue import Catalogue, Citation, Sheet, SheetKey
from generator.french import enumeration, fold, nearest
from generator.problems import Problem
from generator.read import Document
from generator.reference import Reference
from generator.sentences import Sentence
from generator.site import KINDS
from generator.validate import problem_at
from schemas import KINDS as MODELS
from schemas.references import Reference as ReferenceMark
from schemas.structure import Leaf, leaves, shape_at

MANY_TERMS = 14


@dataclass(frozen=True)
class Entry:
    """One file of records on its way: what was read of it and the record, if it is valid."""

    kind: str
    id: str
    document: Document
    record: Any


class Linker:
    """Knows every identifier, code and territory that a sheet may name."""

    def __init__(self, identifiers: Mapping[str, frozenset[str]], reference: Reference) -> None:
        self.identifiers = identifiers
        self.reference = reference

    def problems(self, entry: Entry) -> Iterator[Problem]:
        """Yield what `entry` names that does not exist, whether its record is valid or not."""
        sources = _source_ids(entry.document)
        for leaf, mark in _references(entry):
            if sentence := self._fault(mark, leaf.value, sources):
                yield problem_at(entry.document, leaf.path, sentence)
        yield from _identity_problems(entry)
        yield from _source_problems(entry, sources)

    def _fault(self, mark: ReferenceMark, value: str, sources: tuple[str, ...]) -> Sentence | None:
        match mark.target:
            case "vocabulary":
                return self._unknown_term(mark.scope, value)
            case "territory":
                return self._unknown_territory(mark.scope, value)
            case "source":
                return None if value in sources else _unknown("source-inconnue", "source de cette fiche", value, sources)
            case kind:
                known = self.identifiers[kind]
                return (
                    None if value in known else _unknown("reference-inconnue", f"fiche de {KINDS[kind].singular}", value, known)
                )

    def _unknown_term(self, vocabulary: str, value: str) -> Sentence | None:
        labels = self.reference.labels[vocabulary]
        if value in labels:
            return None
        by_label = {fold(label): code for code, label in labels.items()}
        meant = by_label.get(fold(value)) or nearest(value, labels)
        if meant:
            hint = f"Vouliez-vous dire « {meant} » ({labels[meant]}) ?"
        elif len(labels) <= MANY_TERMS:
            hint = f"Codes possibles : {enumeration(labels)}."
        else:
            hint = f"Voyez la liste « {self.reference.vocabularies[vocabulary].titre} » dans le glossaire."
        return Sentence(
            "code-inconnu",
            f"« {value} » n’est pas un code de la liste « {self.reference.vocabularies[vocabulary].titre} ».",
            hint,
        )

    def _unknown_territory(self, level: str, value: str) -> Sentence | None:
        territories = self.reference.territories
        if value in territories:
            good = not level or value.startswith(f"{level}-")
            return (
                None
                if good
                else Sentence("territoire-inconnu", f"« {value} » n’est pas une commune.", "Écrivez « com- » et le code INSEE.")
            )
        prefixed = [f"{prefix}-{value}" for prefix in ("com", "dep", "epci", "reg", "anc") if f"{prefix}-{value}" in territories]
        named = territories.codes_by_name.get(value)
        meant = prefixed or ([named] if named else [])
        hint = (
            f"Vouliez-vous dire « {meant[0]} » ({territories[meant[0]].name}) ?"
            if meant
            else "Écrivez com-26281, epci-200068781, ept-200057867, dep-26, reg-84 ou anc-82 : codes INSEE, pas codes postaux."
        )
        return Sentence("territoire-inconnu", f"« {value} » n’est pas un code de territoire connu.", hint)


def catalogue_of(entries: Iterable[Entry], reference: Reference) -> Catalogue:
    """Return the catalogue of valid, linked entries, drafts left out, with who cites whom."""
    entries = [entry for entry in entries if not _sheet(entry).is_draft]
    sheets = {kind: {entry.id: _sheet(entry) for entry in entries if entry.kind == kind} for kind in KINDS}
    return Catalogue(sheets, _citations(entries), reference)


def _sheet(entry: Entry) -> Sheet:
    return Sheet(KINDS[entry.kind], entry.id, entry.document.path, entry.record)


def _references(entry: Entry) -> Iterator[tuple[Leaf, ReferenceMark]]:
    for leaf in leaves(MODELS[entry.kind], entry.document.tree):
        for mark in leaf.marks:
            if isinstance(mark, ReferenceMark):
                yield leaf, mark


def _citations(entries: Iterable[Entry]) -> dict[SheetKey, tuple[Citation, ...]]:
    found: dict[SheetKey, dict[Citation, None]] = defaultdict(dict)
    for entry in entries:
        for leaf, mark in _references(entry):
            target = (mark.target, leaf.value)
            if mark.target in KINDS and target != (entry.kind, entry.id):
                shape = shape_at(MODELS[entry.kind], leaf.path[:1])
                found[target][Citation((entry.kind, entry.id), shape.title if shape else str(leaf.path[0]))] = None
    return {key: tuple(citations) for key, citations in found.items()}


def _unknown(code: str, what: str, value: str, known: Iterable[str]) -> Sentence:
    meant = nearest(value, known)
    hint = f"Vouliez-vous dire « {meant} » ?" if meant else "Créez-la d’abord, ou corrigez l’identifiant."
    return Sentence(code, f"« {value} » ne désigne aucune {what}.", hint)


def _source_ids(document: Document) -> tuple[str, ...]:
    sources = document.tree.get("sources") if isinstance(document.tree, dict) else None
    named = (source.get("id") for source in sources if isinstance(source, dict)) if isinstance(sources, list) else ()
    return tuple(name for name in named if isinstance(name, str))


def _identity_problems(entry: Entry) -> Iterator[Problem]:
    written = entry.document.tree.get("id") if isinstance(entry.document.tree, dict) else None
    if isinstance(written, str) and written != entry.id:
        yield problem_at(
            entry.document,
            ("id",),
            Sentence(
                "identifiant-different",
                f"L’identifiant « {written} » n’est pas le nom du fichier.",
                f"Écrivez « id: {entry.id} », supprimez la ligne, ou renommez le fichier « {written}.yaml ».",
            ),
        )


def _source_problems(entry: Entry, sources: tuple[str, ...]) -> Iterator[Problem]:
    for number, name in enumerate(sources):
        if name in sources[:number]:
            yield problem_at(
                entry.document,
                ("sources", number, "id"),
                Sentence(
                    "source-en-double",
                    f"Deux sources portent l’identifiant « {name} ».",
                    "Donnez à chacune un identifiant différent.",
                ),
            )
    if entry.record is None or len(entry.record.sources) < 2:
        return
    for number, figure in enumerate(entry.record.mesures):
        if not figure.sources:
            yield problem_at(
                entry.document,
                ("mesures", number),
                Sentence(
                    "chiffre-sans-source",
                    f"On ne sait pas laquelle des sources donne « {figure.imprime} ».",
                    f"Ajoutez « sources: [{sources[0] if sources else 'identifiant'}] » à ce chiffre.",
                ),
            )
