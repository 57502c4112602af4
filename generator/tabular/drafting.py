"""Receives candidates and the records that exist; returns which records to make, update or leave; never writes a file."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.french import fold
from generator.identifiers import free_identifier, identifier_of
from generator.tabular.acceptance import Gate
from generator.tabular.existing import Known, Matcher, name_of
from generator.tabular.ledger import UNCHANGED, WRITTEN, Ledger
from generator.tabular.memory import Memory, Remembered
from generator.tabular.rows import Candidate
from generator.tabular.threeway import cells_of
from generator.tabular.told import Told, plain
from generator.tabular.updates import Existing, Updater
from schemas.mapping import ImportMapping
from schemas.scalars import SLUG

NEW = "nouvelle"
CREATED, CHANGED, SAME, REFUSED, HELD = "creee", "mise_a_jour", "inchangee", "refusee", "a_rapprocher"


@dataclass(frozen=True)
class Outcome:
    """What became of one candidate: an action, the record it concerns, its text if it is to be written."""

    action: str
    rows: tuple[int, ...]
    id: str = ""
    text: str | None = None
    edits: int = 0


@dataclass(frozen=True)
class Provenance:
    """What every record made says of the file it comes from."""

    tree: Mapping[str, Any] = field(default_factory=dict)

    def over(self, tree: Mapping[str, Any]) -> dict[str, Any]:
        """Return `tree` with the source and the edition of the file."""
        sources = [*tree.get("sources", []), *self.tree.get("sources", [])]
        edition = {**self.tree.get("edition", {}), **tree.get("edition", {})}
        return {**tree, **({"sources": sources} if sources else {}), **({"edition": edition} if edition else {})}


def provenance_of(mapping: ImportMapping, file: str) -> Provenance:
    """Return the source and the edition that the mapping gives; none for an export, whose records have their own."""
    if mapping.texte_exact == "oui":
        return Provenance()
    said = mapping.source.model_dump(exclude_none=True) if mapping.source else {"titre": "Tableur « {fichier} »"}
    source = {key: _told(value, file) for key, value in said.items() if value != ()}
    return Provenance({"sources": [source], "edition": {"statut": Told(mapping.statut or "brouillon")}})


def _told(value: Any, file: str) -> Any:
    return [Told(item) for item in value] if isinstance(value, tuple) else Told(value.replace("{fichier}", file))


class Drafter:
    """Decides, one candidate after the other."""

    def __init__(
        self, known: Known, memory: Memory, mapping: ImportMapping, tools: tuple[Gate, Updater, Ledger], provenance: Provenance
    ) -> None:
        self._known = known
        self._memory = memory
        self._mapping = mapping
        self._gate, self._updater, self._ledger = tools
        self._provenance = provenance
        kind = mapping.genre
        self._trees = known.trees[kind]
        self._taken = set(known.identifiers(kind)) | {former for one, former in known.renamed if one == kind}
        self._matcher = Matcher(self._trees)
        self._choices = {fold(key): choice for key, choice in (mapping.rapprochements or {}).items()}
        self._twins: dict[str, list[int]] = defaultdict(list)
        self.keys: set[str] = set()
        self.memory: dict[str, Remembered] = dict(memory.records)

    def outcomes(self, candidates: Iterable[Candidate]) -> Iterator[Outcome]:
        """Yield what becomes of each candidate."""
        for candidate in candidates:
            self.keys.add(candidate.key)
            outcome = self._outcome(candidate)
            self._end_leftovers(candidate, outcome)
            yield outcome

    def _outcome(self, candidate: Candidate) -> Outcome:
        identifier = self._existing(candidate)
        if identifier is None:
            return self._hold(candidate) or self._create(candidate)
        if identifier in self._trees:
            return self._update(candidate, identifier)
        return (
            self._missing(candidate, identifier) if candidate.key in self._memory.records else self._create(candidate, identifier)
        )

    def _existing(self, candidate: Candidate) -> str | None:
        """Return the record that a candidate is for sure: remembered, chosen by the editor, or named by an export."""
        if last := self._memory.records.get(candidate.key):
            return self._known.renamed.get((self._mapping.genre, last.id), last.id)
        if self._mapping.texte_exact == "oui" and re.fullmatch(SLUG, candidate.shown_key):
            return candidate.shown_key
        choice = self._choices.get(fold(candidate.shown_key))
        return None if choice == NEW else choice

    def _hold(self, candidate: Candidate) -> Outcome | None:
        if self._choices.get(fold(candidate.shown_key)) == NEW:
            return None
        match = self._matcher.match(plain(candidate.tree))
        if match is None:
            return None
        message = f"C’est peut-être la fiche « {match.id} » ({match.name}) : {match.reason}. Rien n’est écrit."
        hint = f"Ajoutez dans « rapprochements » de la correspondance : « {candidate.shown_key}: {match.id} », ou « {candidate.shown_key}: {NEW} »."
        self._ledger.report_rows(candidate.rows, candidate.cells, "rapprochement", message, hint)
        return Outcome(HELD, candidate.rows, match.id)

    def _create(self, candidate: Candidate, wanted: str | None = None) -> Outcome:
        identifier = wanted or self._new_identifier(candidate)
        made = self._gate.accepted(identifier, replace(candidate, tree=self._provenance.over(candidate.tree)))
        if made is None:
            return Outcome(REFUSED, candidate.rows)
        self._taken.add(identifier)
        self._ledger.settle(cells_of(made.tree), WRITTEN)
        tree = {name: plain(node) for name, node in made.tree.items() if name in candidate.tree}
        self.memory[candidate.key] = Remembered(identifier, tree)
        self._tell_twins(candidate)
        return Outcome(CREATED, candidate.rows, identifier, made.text)

    def _update(self, candidate: Candidate, identifier: str) -> Outcome:
        last = self._memory.records.get(candidate.key)
        update = self._updater.update(self._record(identifier), candidate, last.tree if last else None)
        self.memory[candidate.key] = Remembered(identifier, update.memory)
        return Outcome(CHANGED if update.text else SAME, candidate.rows, identifier, update.text, update.edits)

    def _record(self, identifier: str) -> Existing:
        return Existing(identifier, self._known.paths[self._mapping.genre][identifier], self._trees[identifier])

    def _missing(self, candidate: Candidate, identifier: str) -> Outcome:
        message = f"La fiche « {identifier} », faite par un import précédent, a été supprimée ou ne se lit plus : elle n’est pas refaite."
        hint = "Retirez la ligne du fichier, ou remettez la fiche (si elle a changé de nom, l’ancien va dans « anciens_ids »)."
        self._ledger.report_rows(candidate.rows, candidate.cells, "fiche-supprimee", message, hint)
        return Outcome(REFUSED, candidate.rows, identifier)

    def _end_leftovers(self, candidate: Candidate, outcome: Outcome) -> None:
        """Give a fate to the cells that only designate the record, and to those that help to read a cell that is not written."""
        keys = set(self._mapping.cle)
        left = [cell for cell in candidate.cells if not self._ledger.is_settled(cell)]
        designating = [cell for cell in left if self._ledger.header(cell) in keys]
        self._ledger.settle(designating, WRITTEN if outcome.action == CREATED else UNCHANGED)
        others = [cell for cell in left if self._ledger.header(cell) not in keys]
        message = "La cellule sert à lire une autre cellule de la ligne, qui est vide ou n’est pas écrite."
        self._ledger.report(others, "cellule-d-appui", message, "Corrigez l’autre cellule.")

    def _tell_twins(self, candidate: Candidate) -> None:
        name = fold(name_of(plain(candidate.tree)))
        if twins := self._twins[name]:
            message = f"Deux clés différentes ont le même nom : voyez aussi la ligne {twins[0]}. Deux fiches sont faites."
            self._ledger.report_rows(
                candidate.rows, (), "doublon-probable", message, "Si c’est la même organisation, changez « cle » ou les lignes."
            )
        twins.extend(candidate.rows)

    def _new_identifier(self, candidate: Candidate) -> str:
        wanted = identifier_of(name_of(plain(candidate.tree))) or identifier_of(candidate.shown_key) or "sans-nom"
        return free_identifier(wanted, self._taken)
