"""Receives a sheet and axes; returns what it says on each, fact by fact, with the sources that tell it; never compares two sheets itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.catalogue import Catalogue, Sheet
from generator.derive.citations import CitedSource, cited_sources
from generator.derive.comparison import Axis, Evidence, row_of
from generator.derive.coverage import coverage


@dataclass(frozen=True)
class Told:
    """A fact of a sheet and the sources that tell it; what another sheet says of this one has its own."""

    evidence: Evidence
    sources: tuple[CitedSource, ...]

    @property
    def own_sources(self) -> tuple[CitedSource, ...]:
        """Return the sources that the sheet itself numbers."""
        return () if self.evidence.told_by else self.sources

    def lacks_source(self, sheet: Sheet) -> bool:
        """Tell whether nothing says which of the several sources of `sheet` tells the fact."""
        is_own = bool(self.evidence.fact) and not self.evidence.told_by
        return is_own and not self.sources and len(sheet.record.sources) > 1


@dataclass(frozen=True)
class Side:
    """A sheet and what it says on each axis, value by value; an axis on which it says nothing is empty."""

    sheet: Sheet
    told: Mapping[str, Mapping[str, tuple[Told, ...]]]


def side_of(sheet: Sheet, axes: Mapping[str, Axis], catalogue: Catalogue) -> Side:
    """Return what `sheet` says on `axes`."""
    return Side(sheet, {axis.id: _told(axis, sheet, catalogue) for axis in axes.values()})


def told_of(sheet: Sheet, evidence: Evidence) -> Told:
    """Return a fact that places `sheet` on an axis, with its sources in the sheet that tells it."""
    teller = evidence.told_by or sheet
    return Told(evidence, cited_sources(teller.record, evidence.fact) if hasattr(evidence.fact, "sources") else ())


def best_documented(sheets: tuple[Sheet, ...], number: int) -> tuple[Sheet, ...]:
    """Return the `number` sheets that document most of what is expected of their kind, in the order of identifiers at the same share."""
    return tuple(sorted(sheets, key=lambda sheet: (-coverage(sheet.kind.name, sheet.record).percent, sheet.id))[:number])


def _told(axis: Axis, sheet: Sheet, catalogue: Catalogue) -> dict[str, tuple[Told, ...]]:
    cells = row_of(axis, sheet, catalogue).cells
    return {code: tuple(told_of(sheet, evidence) for evidence in facts) for code, facts in cells.items()}
