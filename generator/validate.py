"""Receives a read document and the model of its kind; returns the record or its problems; never looks at another file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.document import Document, Path
from generator.french import nearest, of
from generator.problems import Problem
from generator.prose import faults
from generator.sentences import KIND_NAMES, Sentence, sentence_for
from schemas import KINDS
from schemas.references import Reference
from schemas.scalars import Prose
from schemas.structure import leaves, shape_at, shapes

FAULTS_OF_A_TEXT = 20
SURE = 0.75
PERSONAL_DATA = ("courriel-personnel", "telephone-mobile")


@dataclass(frozen=True)
class Validation:
    """What validating one document gave."""

    record: Any
    problems: tuple[Problem, ...] = ()


def validate(document: Document, model: type[BaseModel]) -> Validation:
    """Return the frozen record of `document`, or every problem of it; a malformed reference is left to the link stage."""
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


def problem_within(
    document: Document, path: Path, within: tuple[str, int], sentence: Sentence, *, severity: Any = "error"
) -> Problem:
    """Return the problem told by `sentence` on the word that stands at an offset of the text at `path`: `within` is both."""
    line, column = _place_in_source(document, path, *within)
    return replace(problem_at(document, path, sentence, severity=severity), line=line, column=column)


def _told(document: Document, model: type[BaseModel], found: Iterable[Any]) -> Iterator[Problem]:
    errors = _without_echoes([dict(error, loc=_exact_place(error)) for error in found if not _is_told_by_link(error, model)])
    missing = {error["loc"]: error for error in errors if error["type"] == "missing"}
    for error in errors:
        if error["type"] == "extra_forbidden":
            yield _unknown_field(document, model, error["loc"], missing)
    for error in errors:
        if error["type"] == "extra_forbidden" or (error["type"] == "missing" and error["loc"] not in missing):
            continue
        yield _told_at_its_words(document, model, error)


def _is_told_by_link(error: Any, model: type[BaseModel]) -> bool:
    """Tell whether an error is the shape of a reference or of the sheet's own name: linking knows which one was meant."""
    shape = shape_at(model, tuple(error["loc"]))
    is_reference = shape is not None and any(isinstance(mark, Reference) for mark in shape.marks)
    return (
        (is_reference or error["loc"] == ("id",))
        and bool(error["input"])
        and error["type"] in ("string_pattern_mismatch", "string_too_long")
    )


def _told_at_its_words(document: Document, model: type[BaseModel], error: Any) -> Problem:
    """Tell an error on the key, the value or, in a long text, the words that are at fault."""
    path, words = error["loc"], (error.get("ctx") or {}).get("valeur", "")
    sentence = sentence_for(error, shape_at(model, path))
    problem = problem_at(document, path, sentence, on_key=error["type"] == "dates-inversees")
    if error["type"] not in PERSONAL_DATA:
        return problem
    line, column = _place_in_source(document, path, error["input"], error["input"].find(words))
    return replace(problem, line=line, column=column)


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
    meant = nearest(str(name), wanted) or nearest(str(name), known, SURE) or _if_nowhere_else(str(name), known)
    if meant in wanted:
        del missing[(*parent, meant)]
    hint = f"Vouliez-vous dire « {meant} » ?" if meant else f"{_elsewhere(str(name))}Champs possibles : {', '.join(known)}."
    return problem_at(document, path, Sentence("champ-inconnu", f"Le champ « {name} » n’existe pas ici.", hint), on_key=True)


def _if_nowhere_else(name: str, known: Iterable[str]) -> str | None:
    return None if _elsewhere(name) else nearest(name, known)


def _elsewhere(name: str) -> str:
    """Say which kinds of sheet have a field of this name, when this place has none."""
    kinds = [KIND_NAMES[model.__name__] for model in KINDS.values() if name in model.model_fields]
    return f"« {name} » est un champ d’une fiche {' ou '.join(map(of, kinds))}. " if kinds else ""


def _prose_problems(document: Document, model: type[BaseModel]) -> Iterator[Problem]:
    for leaf in leaves(model, document.tree):
        if any(isinstance(mark, Prose) for mark in leaf.marks):
            for fault in islice(faults(leaf.value), FAULTS_OF_A_TEXT):
                line, column = _place_in_source(document, leaf.path, leaf.value, fault.offset)
                yield Problem(document.path, line, column, fault.code, ".".join(map(str, leaf.path)), fault.message, fault.hint)


def _place_in_source(document: Document, path: Path, value: str, offset: int) -> tuple[int, int]:
    """Find in the file the word that stands at `offset` of a text, folded or indented as it may be."""
    mark = document.mark(path)
    word = re.search(r"\S{1,12}|$", value[offset:]).group()  # type: ignore[union-attr] # it matches the end at worst
    before = value.count(word, 0, offset)
    places = _occurrences(document, word, (mark.line, mark.column)) if word else iter(())
    return next(islice(places, before, None), (mark.line, mark.column))


def _occurrences(document: Document, word: str, start: tuple[int, int]) -> Iterator[tuple[int, int]]:
    for number in range(start[0], len(document.lines) + 1):
        for found in re.finditer(re.escape(word), document.lines[number - 1]):
            if (place := (number, found.start() + 1)) >= start:
                yield place
