"""Receives the sheets to look at again; returns them as text, Markdown or JSON, in French; never decides which they are."""

import json
from collections.abc import Callable, Sequence
from datetime import date

from generator.catalogue import Catalogue
from generator.derive.facts_in_time import FactOf
from generator.derive.staleness import Stale
from generator.french import NBSP, counted, date_in_words, typeset
from generator.markdown import code, one_line, plain, shortened, within

LONG = 160
SUMMARY_BYTES = 25_000
REMINDED_DAYS = 60
NOTHING = "Aucune fiche à revoir."
REST = typeset("… et {} lignes de plus : lancez « observatoire a-revoir ».")

Show = Callable[[str], str]


def as_text(found: Sequence[Stale], catalogue: Catalogue) -> str:
    """Return each sheet and why."""
    return "\n".join([_headline(found), *_lines(found, catalogue, one_line, one_line)])


def as_markdown(found: Sequence[Stale], catalogue: Catalogue) -> str:
    """Return the same, short enough for an issue of a forge; the empty string when there is none."""
    if not found:
        return ""
    lines = ["## Fiches à revoir", "", _headline(found), "", *_lines(found, catalogue, code, plain)]
    return within(lines, SUMMARY_BYTES, REST)


def as_json(found: Sequence[Stale], catalogue: Catalogue) -> str:
    """Return one object per sheet."""
    return json.dumps([_object(one, catalogue) for one in found], ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Sequence[Stale], Catalogue], str]] = {
    "texte": as_text,
    "markdown": as_markdown,
    "json": as_json,
}


def security_reminder(until: str, today: date) -> str:
    """Return what is told two months before the page `security.txt` expires (RFC 9116), and after; the empty string before."""
    day = date.fromisoformat(until)
    if (day - today).days > REMINDED_DAYS:
        return ""
    return typeset(
        f"« security.txt » n’est valable que jusqu’au {date_in_words(until)} : vérifiez l’adresse de la rédaction, "
        "puis repoussez « securite_valable_jusqu_au » dans mkdocs.yml, d’un an au plus."
    )


def _headline(found: Sequence[Stale]) -> str:
    return f"{counted(len(found), 'fiche')} à revoir." if found else NOTHING


def _lines(found: Sequence[Stale], catalogue: Catalogue, show: Show, say: Show) -> list[str]:
    lines = []
    for one in found:
        lines.append(
            f"- {one.sheet.kind.singular} {show(one.sheet.id)}, {say(shortened(one.sheet.name, LONG))}{NBSP}: {_care(one)}."
        )
        lines += [f"  - {_announced(fact, catalogue, say)}" for fact in one.announced]
    return lines


def _care(one: Stale) -> str:
    if not one.last_day:
        return "aucun jour de vérification connu"
    return f"dernière vérification en {date_in_words(one.last_day[:7])}"


def _announced(one: FactOf, catalogue: Catalogue, say: Show) -> str:
    said = say(shortened(one.words(catalogue), LONG))
    when = date_in_words(one.fact.date, one.fact.precision_date)
    return f"annoncé, jamais confirmé ({one.title()}, {when}){NBSP}: {said}"


def _object(one: Stale, catalogue: Catalogue) -> dict[str, object]:
    facts = [{"champ": fact.field, "date": fact.fact.date, "fait": fact.words(catalogue)} for fact in one.announced]
    return {
        "genre": one.sheet.kind.name, "id": one.sheet.id, "derniere_verification": one.last_day, "ancienne": one.is_old, "annonces": facts,
    }  # fmt: skip
