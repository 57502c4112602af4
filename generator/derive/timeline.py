"""Receives a record; returns the facts of its life from the oldest to the newest; never drops one for want of a date."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.catalogue import Catalogue, Sheet

UNDATED = "9999"


@dataclass(frozen=True)
class Moment:
    """One dated fact in words; `fact` is the record's own."""

    label: str
    sort_key: str
    fact: Any
    text: str = ""
    kind: str = ""


def timeline(sheet: Sheet, catalogue: Catalogue) -> tuple[Moment, ...]:
    """Return the events, stages, legal forms and recognitions of a sheet; those without a date come last."""
    return tuple(sorted(_moments(sheet.record, catalogue), key=lambda moment: moment.sort_key))


def stages_in_order(pole: Any) -> tuple[Any, ...]:
    """Return the stages told of a pole, in the order of time."""
    return tuple(sorted(pole.stades, key=lambda stage: stage.date or ""))


def last_stages(pole: Any) -> tuple[Any, ...]:
    """Return the last stage told of a pole, or nothing."""
    return stages_in_order(pole)[-1:]


def last_stage_words(pole: Any, catalogue: Catalogue) -> str:
    """Return the last stage told of a pole; what is not plainly stated says so: « Ouvert (estimé) »."""
    words = [
        catalogue.label("stades", stage.stade)
        + (f" ({catalogue.label('statuts_fait', stage.statut).lower()})" if stage.statut not in (None, "constate") else "")
        for stage in last_stages(pole)
    ]
    return "".join(words)


def _moments(record: Any, catalogue: Catalogue) -> Iterator[Moment]:
    for event in record.evenements:
        yield _moment(event.intitule, event, event.texte or "", catalogue.label("types_evenement", event.type))
    for stage in getattr(record, "stades", ()):
        yield _moment(f"Stade : {catalogue.label('stades', stage.stade).lower()}", stage)
    for form in getattr(record, "formes_juridiques", ()):
        yield _moment(f"Forme juridique : {catalogue.label('formes_juridiques', form.forme)}", form, kind=form.libelle or "")
    for recognition in getattr(record, "reconnaissances", ()):
        yield _moment(f"Reconnaissance : {catalogue.label('reconnaissances', recognition.reconnaissance)}", recognition)


def _moment(label: str, fact: Any, text: str = "", kind: str = "") -> Moment:
    late = {"milieu": "-06", "avant-la-fin": "-97", "fin": "-98", "apres": "-99"}.get(fact.precision_date or "", "-00")
    return Moment(label, f"{fact.date or UNDATED}{late}", fact, text, kind)
