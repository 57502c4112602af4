"""Receives the tree of a record to write; returns it with what `check` accepts alone, reporting the rest in its exact sentences; never writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.entry import Entry
from generator.link import Linker
from generator.problems import Problem
from generator.read import read
from generator.tabular.ledger import Ledger
from generator.tabular.paths import Steps
from generator.tabular.rows import Candidate
from generator.tabular.told import node_at, plain, tolds_in, without
from generator.tabular.yaml_text import yaml_text
from generator.validate import validate
from schemas import KINDS as MODELS

ATTEMPTS = 12


@dataclass(frozen=True)
class Accepted:
    """A record that `check` accepts: its tree, each value with its cells, and the text of its file."""

    tree: Mapping[str, Any]
    text: str


class Gate:
    """Lets through what `check` accepts."""

    def __init__(self, linker: Linker, kind: str, ledger: Ledger) -> None:
        self._linker = linker
        self._kind = kind
        self._ledger = ledger

    def problems(self, identifier: str, text: str) -> tuple[Problem, ...]:
        """Return every problem that `check` would tell of a file."""
        reading = read(f"{self._kind}/{identifier}.yaml", text.encode())
        if reading.document is None:
            return reading.problems
        validation = validate(reading.document, MODELS[self._kind])
        entry = Entry(self._kind, identifier, reading.document, validation.record)
        return (*reading.problems, *validation.problems, *self._linker.problems(entry))

    def accepted(self, identifier: str, candidate: Candidate) -> Accepted | None:
        """Return the record of a candidate without its faulty values, each reported; None, reported, when it cannot be one."""
        tree: Any = candidate.tree
        for _ in range(ATTEMPTS):
            text = yaml_text(plain(tree), MODELS[self._kind])
            problems = self.problems(identifier, text)
            if not problems:
                return Accepted(tree, text)
            removed = self._without_faulty(tree, problems)
            if removed is tree:
                break
            tree = removed
        self._refuse(candidate, problems)
        return None

    def _without_faulty(self, tree: Any, problems: tuple[Problem, ...]) -> Any:
        for problem in problems:
            path = _faulty_part(tree, problem)
            cells = [cell for told in tolds_in(node_at(tree, path)) for cell in told.cells] if path else []
            if cells:
                self._ledger.report(cells, problem.code, problem.message, problem.hint)
                return self._without_faulty(without(tree, path), _elsewhere(problems, path))
        return tree

    def _refuse(self, candidate: Candidate, problems: tuple[Problem, ...]) -> None:
        told = dict.fromkeys((problem.code, problem.message, problem.hint) for problem in problems)
        for code, message, hint in told:
            self._ledger.report_rows(candidate.rows, candidate.cells, code, f"Fiche non écrite : {message}", hint)


def path_of(problem: Problem) -> Steps:
    """Return the path of the field of a problem."""
    return tuple(int(step) if step.isdecimal() else step for step in problem.field.split(".")) if problem.field else ()


def _faulty_part(tree: Any, problem: Problem) -> Steps:
    """Return the path of the nearest node that stands around a problem; the empty path for the record itself."""
    path = path_of(problem)
    while path and node_at(tree, path) is None:
        path = path[:-1]
    return path


def _elsewhere(problems: tuple[Problem, ...], path: Steps) -> tuple[Problem, ...]:
    """Return the problems of other fields: removing an item shifts those of its list, told again at the next attempt."""
    return tuple(problem for problem in problems if path_of(problem)[:1] != path[:1])
