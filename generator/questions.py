"""Receives a kind of sheet and answers; returns the questions that a new sheet needs, what is wrong with an answer, and the sheet; never asks."""

import copy
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import yaml

from generator.document import Path
from generator.entry import Entry
from generator.french import fold
from generator.layout import tidied
from generator.link import Linker
from generator.problems import Problem
from generator.read import read
from generator.territories import Territories
from generator.validate import validate
from schemas import KINDS as MODELS
from schemas.references import Reference as ReferenceMark
from schemas.structure import shape_at

PATHS: Mapping[str, tuple[Path, ...]] = {
    "poles": (
        ("nom",),
        ("resume",),
        ("types", 0),
        ("echelle",),
        ("territoires", 0, "territoire"),
        ("stades", 0, "stade"),
        ("sources", 0, "titre"),
        ("sources", 0, "adresse"),
    ),
    "practices": (
        ("titre",),
        ("resume",),
        ("themes", 0),
        ("poles", 0, "pole"),
        ("territoires", 0, "territoire"),
        ("probleme",),
        ("sources", 0, "titre"),
        ("sources", 0, "adresse"),
    ),
    "actors": (
        ("nom",),
        ("type",),
        ("sigle",),
        ("resume",),
        ("territoires", 0, "territoire"),
        ("site",),
        ("sources", 0, "titre"),
        ("sources", 0, "adresse"),
    ),
}
CHOICES = 9


@dataclass(frozen=True)
class Question:
    """One question: where its answer goes, its words, whether the sheet needs it, and its choices (code: label), if it has."""

    path: Path
    title: str
    help: str
    is_needed: bool
    choices: Mapping[str, str]


class NewSheet:
    """A sheet that is being answered."""

    def __init__(self, kind: str, linker: Linker, day: str) -> None:
        self._kind, self._linker, self._reference = kind, linker, linker.reference
        self._model = MODELS[kind]
        self._tree: dict[str, Any] = {"edition": {"statut": "brouillon", "creee_le": day}}

    def questions(self) -> Iterator[Question]:
        """Yield the questions, each as the answers before it make it."""
        for path in PATHS[self._kind]:
            if path[:2] != ("sources", 0) or path[-1] == "titre" or "sources" in self._tree:
                yield self._question(path)

    def _question(self, path: Path) -> Question:
        shape = shape_at(self._model, path)
        top = shape_at(self._model, path[:1])
        is_last_tie = path[0] == "territoires" and self._kind == "practices" and "poles" not in self._tree
        is_needed = bool(is_last_tie or (top.field.is_required() and shape.field.is_required()))
        title, told = (shape.title, shape.field.description) if isinstance(path[-1], str) else (top.title, top.field.description)
        return Question(path, title, told or "", is_needed, self._choices(shape.marks))

    def _choices(self, marks: tuple[Any, ...]) -> Mapping[str, str]:
        scope = next((mark.scope for mark in marks if isinstance(mark, ReferenceMark) and mark.target == "vocabulary"), None)
        return self._reference.labels[scope] if scope else {}

    def answer(self, question: Question, value: str) -> tuple[Problem, ...]:
        """Keep an answer, unless something is wrong with it: then return what."""
        before = copy.deepcopy(self._tree)
        _put(self._tree, question.path, value)
        field = ".".join(map(str, question.path))
        found = tuple(problem for problem in self._problems() if problem.field == field or self._is_unreadable())
        if found:
            self._tree = before
        return found

    def problems(self) -> tuple[Problem, ...]:
        """Return all that is wrong with the sheet as it stands."""
        return tuple(self._problems())

    def text(self, schema: str) -> str:
        """Return the sheet as a file, `schema` named on its first line."""
        document = read("nouvelle", _dumped(self._tree)).document
        return tidied(document, self._model, schema)

    def _is_unreadable(self) -> bool:
        return read("nouvelle", _dumped(self._tree)).document is None

    def _problems(self) -> Iterator[Problem]:
        reading = read("nouvelle", _dumped(self._tree))
        yield from reading.problems
        if reading.document:
            validation = validate(reading.document, self._model)
            yield from validation.problems
            yield from self._linker.problems(Entry(self._kind, "nouvelle", reading.document, validation.record))


def meant_among(answer: str, choices: Mapping[str, str]) -> str:
    """Return the code that an answer means, by its number, its code or its label; the answer itself when none."""
    codes = list(choices)
    if answer.isdigit() and 0 < int(answer) <= len(codes):
        return codes[int(answer) - 1]
    by_words = {fold(words): code for code, label in choices.items() for words in (code, label)}
    return by_words.get(fold(answer), answer)


def territories_called(answer: str, territories: Territories) -> Mapping[str, str]:
    """Return the territories that an answer may name (code: name, level and département), largest first."""
    if answer in territories:
        return {answer: territories[answer].name}
    called = [one for one in territories.by_code.values() if fold(answer) in (fold(one.name), fold(one.short_name))]
    called.sort(key=lambda one: (-(one.population or 0), one.code))
    above = {one.code: next((territories[code].name for code in one.within if code.startswith("dep-")), "") for one in called}
    return {one.code: f"{one.name} ({', '.join(filter(None, (one.level, above[one.code])))})" for one in called[:CHOICES]}


class _AllIsText(yaml.SafeDumper):
    """Writes strings alone, as our reader reads them: a date needs no quotes."""

    yaml_implicit_resolvers: ClassVar[dict] = {}


def _put(tree: Any, path: Path, value: str) -> None:
    for step, following in itertools.pairwise(path):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(tree, list):
            tree += [empty] * (step + 1 - len(tree))
            tree = tree[step]
        else:
            tree = tree.setdefault(step, empty)
    if isinstance(tree, list):
        tree[path[-1] :] = [value]
    else:
        tree[path[-1]] = value


def _dumped(tree: dict[str, Any]) -> bytes:
    return yaml.dump(tree, Dumper=_AllIsText, allow_unicode=True, sort_keys=False, width=100).encode()
