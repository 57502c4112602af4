"""Receives the observations of a sheet; returns them grouped by what they measure, disagreements shown; never averages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

HEADLINES = ("cout", "surface", "structures-membres", "emplois")
CONTEXT = ("territoire", "secteur")


@dataclass(frozen=True)
class FigureGroup:
    """The figures of one measure, in the order of the sheet; `contested` when they cannot all be true."""

    measure: str
    figures: tuple[Any, ...]
    contested: bool


def figure_groups(observations: Iterable[Any]) -> tuple[FigureGroup, ...]:
    """Return one group for each measure, in the order of first mention."""
    groups: dict[str, list[Any]] = defaultdict(list)
    for figure in observations:
        groups[figure.mesure].append(figure)
    return tuple(FigureGroup(measure, tuple(figures), _contested(figures)) for measure, figures in groups.items())


def headline_figures(groups: Iterable[FigureGroup]) -> tuple[Any, ...]:
    """Return, for each measure that a reader looks for first, the latest figure that is not of context."""
    found = []
    by_measure = {group.measure: group for group in groups}
    for measure in HEADLINES:
        figures = by_measure[measure].figures if measure in by_measure else ()
        own = [figure for figure in figures if figure.perimetre not in CONTEXT]
        found += [max(own, key=lambda figure: figure.date or "")] if own else []
    return tuple(found)


def _contested(figures: list[Any]) -> bool:
    if any(figure.statut == "conteste" for figure in figures):
        return True
    comparable: dict[tuple[Any, ...], set[Any]] = defaultdict(set)
    for figure in figures:
        if figure.valeur is not None and figure.date:
            comparable[figure.perimetre, figure.unite, figure.intitule, figure.date].add(figure.valeur)
    return any(len(values) > 1 for values in comparable.values())
