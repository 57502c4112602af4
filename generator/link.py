"""Receives a read document and its record, with all that exists; returns what is wrong with what it names; never edits a record."""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy

from generator.editorial import editorial_problems
from generator.entry import Entry
from generator.french import enumeration, fold, nearest, of
from generator.own_rules import own_problems, source_ids
from generator.problems import Problem
from generator.reference import Reference
from generator.sentences import Sentence
from generator.site import KINDS, RESERVED
from generator.territory_faults import Gazetteer
from generator.validate import problem_at
from schemas import KINDS as MODELS
from schemas.references import Reference as ReferenceMark
from schemas.structure import Leaf, leaves, shape_at

MANY_TERMS = 14
ADVISED_REFERENCES = 20
Named = tuple[str, str, str]


class Linker:
    """Knows every identifier, code and territory that a sheet may name."""

    def __init__(self, identifiers: Mapping[str, frozenset[str]], reference: Reference) -> None:
        self.identifiers = identifiers
        self.reference = reference
        self._gazetteer = Gazetteer(reference.territories, reference.land.contours)

    def knowing(self, named: Iterable[Named]) -> "Linker":
        """Return a linker for which what is `named` is all that exists, and the rest of the reference is the same."""
        known = copy(self)
        known.identifiers = {kind: frozenset(name for target, name, _ in named if target == kind) for kind in KINDS}
        return known

    def problems(self, entry: Entry) -> Iterator[Problem]:
        """Yield what `entry` names that does not exist, whether its record is valid or not."""
        sources = frozenset(source_ids(entry.document).values())
        told = 0
        for leaf, mark in _references(entry):
            if leaf.value and (sentence := self.fault(mark, leaf.value, sources, advised=told < ADVISED_REFERENCES)):
                told += 1
                yield problem_at(entry.document, leaf.path, sentence)
        yield from self._address_problems(entry)
        yield from self._gazetteer.problems(entry)
        yield from own_problems(entry)
        yield from editorial_problems(entry, self.reference.labels["questions_relecture"])

    def fault(
        self, mark: ReferenceMark, value: str, sources: frozenset[str] = frozenset(), *, advised: bool = True
    ) -> Sentence | None:
        """Return what is wrong with a reference, with the nearest name when `advised`, or None if it holds."""
        match mark.target:
            case "vocabulary":
                return self._unknown_term(mark.scope, value, advised=advised)
            case "territory":
                return self._gazetteer.fault(mark.scope, value, advised=advised)
            case "source":
                return (
                    None
                    if value in sources
                    else _unknown("source-inconnue", "source de cette fiche", value, sources if advised else ())
                )
            case kind:
                known = self.identifiers[kind]
                what = f"fiche {of(KINDS[kind].singular)}"
                return None if value in known else _unknown("reference-inconnue", what, value, known if advised else ())

    def _unknown_term(self, vocabulary: str, value: str, *, advised: bool) -> Sentence | None:
        labels = self.reference.labels[vocabulary]
        if value in labels:
            return None
        by_label = {fold(label): code for code, label in labels.items()}
        meant = by_label.get(fold(value)) or nearest(value, labels if advised else ())
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

    def _address_problems(self, entry: Entry) -> Iterator[Problem]:
        """Yield the redirections that would lead nowhere, or cover the page of another sheet."""
        edition = entry.record.edition if entry.record else None
        known = self.identifiers[entry.kind]
        if edition and edition.remplacee_par and edition.remplacee_par not in known:
            kind = f"fiche {of(KINDS[entry.kind].singular)}"
            sentence = _unknown("reference-inconnue", kind, edition.remplacee_par, known - {entry.id})
            yield problem_at(entry.document, ("edition", "remplacee_par"), sentence)
        for rank, former in enumerate(edition.anciens_ids if edition else ()):
            if former in known or RESERVED.match(former):
                yield problem_at(entry.document, ("edition", "anciens_ids", rank), _taken(former))


def _references(entry: Entry) -> Iterator[tuple[Leaf, ReferenceMark]]:
    for leaf in leaves(MODELS[entry.kind], entry.document.tree):
        for mark in leaf.marks:
            if isinstance(mark, ReferenceMark):
                yield leaf, mark


def named_by(entry: Entry) -> Iterator[Named]:
    """Yield the sheets that `entry` names: kind, identifier, title of the field that does; the one that replaces it under no title."""
    for leaf, mark in _references(entry):
        if mark.target in KINDS and leaf.value:
            shape = shape_at(MODELS[entry.kind], leaf.path[:1])
            yield mark.target, leaf.value, shape.title if shape else str(leaf.path[0])
    edition = entry.record.edition if entry.record else None
    if edition and edition.remplacee_par:
        yield entry.kind, edition.remplacee_par, ""


def _unknown(code: str, what: str, value: str, known: Iterable[str]) -> Sentence:
    meant = nearest(value, known)
    hint = f"Vouliez-vous dire « {meant} » ?" if meant else "Créez-la d’abord, ou corrigez l’identifiant."
    return Sentence(code, f"« {value} » ne désigne aucune {what}.", hint)


def _taken(former: str) -> Sentence:
    return Sentence(
        "ancien-identifiant-pris",
        f"« {former} » est l’identifiant d’une fiche ou d’une page du site : il ne peut pas rediriger ici.",
        "Retirez-le de « anciens_ids », ou retirez d’abord l’autre fiche.",
    )
