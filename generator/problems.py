"""Receives what a stage found wrong; keeps it as a sortable value; never prints it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One fault of one file: where (1-based line and column), what, and what to write instead, in French."""

    path: str
    line: int
    column: int
    code: str
    field: str
    message: str
    hint: str
    severity: Severity = "error"

    def as_json(self) -> dict[str, Any]:
        """Return the problem as the object that `--format json` prints."""
        return asdict(self)


class BadRecords(Exception):
    """Carries the problems that stop a build."""

    def __init__(self, problems: Iterable["Problem"]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(f"{len(self.problems)} problème(s)")


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that stop a build."""
    return tuple(problem for problem in problems if problem.severity == "error")
