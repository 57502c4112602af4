"""Receives a pole or a practice; returns what an elected official reads in two minutes, from its own fields; never a blank nor a guess."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from generator.catalogue import Sheet
from generator.derive.brief import brief
from generator.derive.citations import cited_sources
from generator.derive.strength import Strength

AT_MOST = 3


@dataclass(frozen=True)
class Point:
    """One thing to know: what leads it (with the sheet it names), its words, its date, its status and its sources."""

    words: str
    lead: str = ""
    sheet: Sheet | None = None
    date: Any = None
    status: str | None = None
    sources: tuple[int, ...] = ()
    strength: Strength | None = None
    address: str | None = None


@dataclass(frozen=True)
class Question:
    """One of the six: what is said when no source answers, and the part of the page that holds the details."""

    id: str
    title: str
    nothing: str
    details: str = ""
    details_words: str = ""
    at_most: int = AT_MOST


@dataclass(frozen=True)
class Rubric:
    """A question, the points that answer it, and how many are left to the details."""

    question: Question
    points: tuple[Point, ...]
    left: int = 0

    @property
    def groups(self) -> tuple[tuple[Strength | None, tuple[Point, ...]], ...]:
        """Return the points that follow each other with the same strength, together."""
        return tuple((strength, tuple(points)) for strength, points in groupby(self.points, key=lambda one: one.strength))


def point(record: Any, fact: Any, words: str, **options: Any) -> Point:
    """Return the point that tells `fact`; what is plainly stated needs no status."""
    numbers = tuple(cited.number for cited in cited_sources(record, fact))
    status = fact.statut if fact.statut != "constate" else None
    return Point(brief(words), date=fact, status=status, sources=numbers, **options)


def answered(question: Question, found: Sequence[Point]) -> Rubric:
    """Return a question with the first points found, each once."""
    told = tuple({(one.lead, one.words): one for one in reversed(found)}.values())[::-1]
    kept = told[: question.at_most]
    return Rubric(question, kept, len(told) - len(kept))


def claims(record: Any, items: Iterable[Any], lead: str = "") -> list[Point]:
    """Return one point for each claim that is not a forecast."""
    return [point(record, claim, claim.texte, lead=lead) for claim in items if claim.statut != "annonce"]
