"""Receives a record; returns its dated facts from the oldest to the newest; never invents an order within a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.catalogue import Catalogue, Sheet


@dataclass(frozen=True)
class Moment:
    """One dated fact in words; `fact` is the record's own."""

    label: str
    sort_key: str
    fact: Any


def timeline(sheet: Sheet, catalogue: Catalogue) -> tuple[Moment, ...]:
    """Return the dated events, stages, legal forms and recognitions of a sheet."""
    moments = [moment for moment in _moments(sheet.record, catalogue) if moment.fact.date]
    return tuple(sorted(moments, key=lambda moment: moment.sort_key))


def _moments(record: Any, catalogue: Catalogue) -> Iterator[Moment]:
    for event in record.evenements:
        yield _moment(event.intitule, event)
    for stage in getattr(record, "stades", ()):
        yield _moment(f"Stade : {catalogue.label('stades', stage.stade).lower()}", stage)
    for form in getattr(record, "formes_juridiques", ()):
        yield _moment(f"Forme juridique : {form.libelle or catalogue.label('formes_juridiques', form.forme)}", form)
    for recognition in getattr(record, "reconnaissances", ()):
        yield _moment(f"Reconnaissance : {catalogue.label('reconnaissances', recognition.reconnaissance)}", recognition)


def _moment(label: str, fact: Any) -> Moment:
    late = {"fin": "-98", "apres": "-99", "milieu": "-06"}.get(fact.precision_date or "", "-00")
    return Moment(label, f"{fact.date or ''}{late}", fact)
