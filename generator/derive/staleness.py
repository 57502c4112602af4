"""Receives a catalogue and a day; returns the sheets to look at again, and why; never says that a fact did not happen."""

from dataclasses import dataclass
from datetime import date

from generator.catalogue import Catalogue, Sheet
from generator.derive.facts_in_time import LAST_DAYS, FactOf, days_of_care, overdue


@dataclass(frozen=True)
class Stale:
    """A sheet to look at again: the last day somebody did (« » when none is known), if long ago, and what it announced that is past."""

    sheet: Sheet
    last_day: str
    is_old: bool
    announced: tuple[FactOf, ...]


def to_review(catalogue: Catalogue, today: date, months: int) -> tuple[Stale, ...]:
    """Return the published sheets that nobody looked at for `months`, or that announce what is past; the oldest first."""
    limit, day = _months_before(today, months).isoformat(), today.isoformat()
    found = (_state(sheet, day, limit) for sheet in catalogue.published())
    return tuple(sorted((one for one in found if one.is_old or one.announced), key=lambda one: (one.last_day, one.sheet.key)))


def _state(sheet: Sheet, today: str, limit: str) -> Stale:
    last = max(days_of_care(sheet), default="")
    return Stale(sheet, last, last + LAST_DAYS.get(len(last), "") < limit, overdue(sheet, today))


def _months_before(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(max(years, 1), month + 1, 1)
