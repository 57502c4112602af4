"""Receives a read document and the model of its kind; returns the record or its problems; never looks at another file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.french import nearest
from generator.problems import Problem
from generator.prose import faults
from generator.read import Document, Path
from generator.sentences import Sentence, sentence_for
from schemas.scalars import Prose
from schemas.structure import leaves, shape_at, shapes


@dataclass(frozen=True)
class Validation:
    """What validating one document gave."""

    record: Any
    problems: tuple[Problem, ...] = ()


def validate(document: Document, model: type[BaseModel]) -> Validation:
    """Return the frozen record of `document`, or every problem of it."""
    record, problems = None, list(_prose_problems(document, model))
    try:
        record = model.model_validate(document.tree)
    except ValidationError as error:
        problems += _told(document, model, error.errors(include_url=False))
    return Validation(None if problems else record, tuple(problems))


def problem_at(document: Document, path: Path, sentence: Sentence, *, on_key: bool = False, severity: Any = "error") -> Problem:
    """Return the problem told by `sentence` at `path` of `document`."""
    mark = document.mark(path)
    line, column = (mark.key_line, mark.key_column) if on_key else (mark.line, mark.column)
    return Problem(
        document.path, line, column, sentence.code, ".".join(map(str, path)), sentence.message, sentence.hint, severity
    )


def _told(document: Document, model: type[BaseModel], found: Iterable[Any]) -> Iterator[Problem]:
    errors = _without_echoes([dict(error, loc=_exact_place(error)) for error in found])
    missing = {error["loc"]: error for error in errors if error["type"] == "missing"}
    for error in errors:
        if error["type"] == "extra_forbidden":
            yield _unknown_field(document, model, error["loc"], missing)
    for error in errors:
        if error["type"] == "extra_forbidden" or (error["type"] == "missing" and error["loc"] not in missing):
            continue
        yield problem_at(
            document, error["loc"], sentence_for(error, shape_at(model, error["loc"])), on_key=error["type"] == "dates-inversees"
        )


def _without_echoes(errors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Drop « this list is empty » when it is only so because its items were refused."""
    faulty = {error["loc"][:depth] for error in errors for depth in range(len(error["loc"]))}
    return [error for error in errors if not (error["type"] == "too_short" and error["loc"] in faulty)]


def _exact_place(error: Any) -> Path:
    refined = (error.get("ctx") or {}).get("champ")
    return (*error["loc"], refined) if refined else tuple(error["loc"])


def _unknown_field(document: Document, model: type[BaseModel], path: Path, missing: dict[Path, Any]) -> Problem:
    """Tell an unknown field; when it is a slip for a missing one, both make one problem."""
    *parent, name = path
    inside = shape_at(model, tuple(parent))
    known = list(shapes(inside.model)) if inside and inside.model else []
    wanted = [place[-1] for place in missing if place[:-1] == tuple(parent)]
    meant = nearest(str(name), wanted) or nearest(str(name), known)
    if meant in wanted:
        del missing[(*parent, meant)]
    hint = f"Vouliez-vous dire « {meant} » ?" if meant else f"Champs possibles : {', '.join(known)}."
    return problem_at(document, path, Sentence("champ-inconnu", f"Le champ « {name} » n’existe pas ici.", hint), on_key=True)


def _prose_problems(document: Document, model: type[BaseModel]) -> Iterator[Problem]:
    for leaf in leaves(model, document.tree):
        if any(isinstance(mark, Prose) for mark in leaf.marks):
            for fault in faults(leaf.value):
                line, column = _place_in_source(document, leaf.path, leaf.value[fault.offset :])
                yield Problem(document.path, line, column, fault.code, ".".join(map(str, leaf.path)), fault.message, fault.hint)


def _place_in_source(document: Document, path: Path, rest: str) -> tuple[int, int]:
    """Find in the file the words that start at a fault of a narrative, folded or indented as they may be."""
    mark = document.mark(path)
    needle = rest.split("\n", maxsplit=1)[0][:12].rstrip()
    for number, line in enumerate(document.text.split("\n")[mark.line - 1 :], start=mark.line):
        column = line.find(needle, mark.column - 1 if number == mark.line else 0)
        if needle and column >= 0:
            return number, column + 1
    return mark.line, mark.column
