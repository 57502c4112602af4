"""Receives the legal forms of a sheet; returns those of its own subject in the order of time; never mixes in those of its carrier."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from generator.french import date_in_words


@dataclass(frozen=True)
class OwnForm:
    """One legal form that the subject has had: its code, the dates that sources give, its status when not plainly stated, the sources of all that is told."""

    form: str
    dates: str
    status: str | None
    sources: tuple[str, ...]


def own_forms(forms: Iterable[Any]) -> tuple[OwnForm, ...]:
    """Return the forms in order; the same one told twice keeps both dates."""
    own = sorted((form for form in forms if not form.acteur), key=lambda form: form.date or "")
    return tuple(_merged(code, list(told)) for code, told in groupby(own, key=lambda form: form.forme))


def _merged(code: str, told: list[Any]) -> OwnForm:
    dates = dict.fromkeys(date_in_words(form.date, form.precision_date) for form in told if form.date)
    statuses = {form.statut for form in told} - {"constate", None}
    return OwnForm(code, " ou ".join(dates), next(iter(sorted(statuses)), None), _all_sources(told))


def _all_sources(told: list[Any]) -> tuple[str, ...]:
    """Return every source of what is told together, or none when one of them names none."""
    return tuple(dict.fromkeys(source for form in told for source in form.sources)) if all(form.sources for form in told) else ()
