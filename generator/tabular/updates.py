"""Receives a record that exists and what the file says of it; returns its new text, or nothing; never overwrites what a person changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.problems import Problem
from generator.tabular.acceptance import Gate, path_of
from generator.tabular.ledger import UNCHANGED, UPDATED, Ledger
from generator.tabular.paths import written
from generator.tabular.rows import Candidate
from generator.tabular.threeway import Conflict, Edit, cells_of, compared, remembered
from generator.tabular.told import plain
from generator.tabular.yaml_edit import NotEdited, edited

Ask = Callable[[str, Conflict], bool | None]
SHOWN = 80


@dataclass(frozen=True)
class Existing:
    """A record that exists: its identifier, its file and what it says."""

    id: str
    path: Path
    tree: Mapping[str, Any]


@dataclass(frozen=True)
class Update:
    """What an import does to an existing record: its new text if it changes, what to remember, how many edits."""

    text: str | None
    memory: Mapping[str, Any]
    edits: int = 0


class Updater:
    """Brings existing records up to date."""

    def __init__(self, gate: Gate, ledger: Ledger, ask: Ask | None) -> None:
        self._gate = gate
        self._ledger = ledger
        self._ask = ask

    def update(self, record: Existing, candidate: Candidate, last: Mapping[str, Any] | None) -> Update:
        """Compare, ask for conflicts, edit what can be; every cell of the candidate gets its fate."""
        found = compared(last, candidate.tree, record.tree)
        taken, unresolved = self._decided(record.id, found.conflicts)
        for path, value in found.gone:
            self._tell_gone(record.id, candidate, written(path), value)
        text, done = self._edited(record, [*found.edits, *taken])
        undone = [edit for edit in (*found.edits, *taken) if edit not in done]
        for edit in done:
            self._ledger.settle(cells_of(edit.node), UPDATED)
        self._ledger.settle(cells_of(candidate.tree), UNCHANGED)
        forgotten = [Conflict(edit.path, _last_at(last, edit), edit.node, None) for edit in undone]
        return Update(text if done else None, remembered(last, candidate.tree, [*unresolved, *forgotten]), len(done))

    def _decided(self, identifier: str, conflicts: Iterable[Conflict]) -> tuple[list[Edit], list[Conflict]]:
        taken, unresolved = [], []
        for conflict in conflicts:
            answer = self._ask(identifier, conflict) if self._ask else None
            if answer:
                taken.append(Edit(conflict.path, conflict.node, is_added=isinstance(conflict.current, list)))
            elif answer is None:
                unresolved.append(conflict)
                self._ledger.report(cells_of(conflict.node), "conflit", conflict_sentence(identifier, conflict), CONFLICT_HINT)
        return taken, unresolved

    def _tell_gone(self, identifier: str, candidate: Candidate, field: str, value: Any) -> None:
        message = (
            f"Le fichier ne donne plus « {_shown(value)} » pour « {field} » de la fiche « {identifier} » : rien n’est effacé."
        )
        self._ledger.report_rows(
            candidate.rows[:1], (), "valeur-disparue", message, "Corrigez la fiche à la main si la valeur n’est plus vraie."
        )

    def _edited(self, record: Existing, edits: list[Edit]) -> tuple[str, list[Edit]]:
        """Return the text with the edits that `check` accepts, and those."""
        if not edits:
            return "", []
        former_text = record.path.read_text(encoding="utf-8-sig")
        former = {(problem.code, problem.field, problem.message) for problem in self._gate.problems(record.id, former_text)}
        while edits:
            try:
                text = edited(former_text, edits)
            except NotEdited:
                self._refuse(record.id, edits)
                break
            problems = [
                found for found in self._gate.problems(record.id, text) if (found.code, found.field, found.message) not in former
            ]
            if not problems:
                return text, edits
            edits = self._without_faulty(edits, problems)
        return "", []

    def _without_faulty(self, edits: list[Edit], problems: list[Problem]) -> list[Edit]:
        faulty = [(edit, problem) for edit in edits if (problem := next((one for one in problems if _touches(edit, one)), None))]
        for edit, problem in faulty or [(edit, problems[0]) for edit in edits]:
            self._ledger.report(cells_of(edit.node), problem.code, problem.message, problem.hint)
        return [edit for edit in edits if faulty and not any(edit is other for other, _ in faulty)]

    def _refuse(self, identifier: str, edits: Iterable[Edit]) -> None:
        message = f"La fiche « {identifier} » ne peut pas être modifiée par la machine sans toucher à autre chose."
        for edit in edits:
            self._ledger.report(
                cells_of(edit.node), "fiche-non-modifiable", message, f"Écrivez vous-même « {written(edit.path)} » dans la fiche."
            )


CONFLICT_HINT = "Choisissez à la main, ou relancez l’import dans un terminal : il vous demandera."


def conflict_sentence(identifier: str, conflict: Conflict) -> str:
    """Return what the three say."""
    last = f"l’import précédent disait « {_shown(conflict.last)} », " if conflict.last is not None else ""
    now = "la fiche ne le dit plus" if conflict.current is None else f"la fiche dit « {_shown(conflict.current)} »"
    new = _shown(plain(conflict.node))
    return f"« {written(conflict.path)} » de la fiche « {identifier} » a changé des deux côtés : {last}{now}, le fichier dit « {new} »."


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} : {_shown(inner)}" for key, inner in value.items())[:SHOWN]
    if isinstance(value, list):
        return " ; ".join(_shown(item) for item in value)[:SHOWN]
    return " ".join(str(value).split())[:SHOWN]


def _touches(edit: Edit, problem: Problem) -> bool:
    path = path_of(problem)
    return bool(path) and (path[: len(edit.path)] == edit.path or edit.path[: len(path)] == path)


def _last_at(last: Any, edit: Edit) -> Any:
    if edit.is_added:
        return None
    for step in edit.path:
        if not (isinstance(last, dict) and step in last) and not (
            isinstance(last, list) and isinstance(step, int) and step < len(last)
        ):
            return None
        last = last[step]
    return last
