"""Receives what changed in sheets; returns it as text, Markdown or JSON, in French; never reads a sheet."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from generator.change_words import LONG, Labels, told_change
from generator.changes import Change
from generator.french import NBSP, counted, typeset
from generator.markdown import code, one_line, plain, shortened, within
from generator.sheet_changes import SheetChange
from generator.site import KINDS

SUMMARY_BYTES = 900_000
STATES = {
    "ajoutee": ("ajoutée", "ajoutées"),
    "renommee": ("renommée", "renommées"),
    "modifiee": ("modifiée", "modifiées"),
    "remise_en_forme": ("remise en forme", "remises en forme"),
    "illisible": ("illisible", "illisibles"),
    "retiree": ("retirée", "retirées"),
}
SAID_OF = {
    "remise_en_forme": "seuls la mise en forme ou les commentaires changent",
    "illisible": typeset("ce fichier ne peut pas être lu : la vérification dit pourquoi"),
    "retiree": "ce fichier n’existe plus",
}
NO_CHANGE = "Aucune fiche ne change."
REST = typeset("… et {} lignes de plus : voyez les fichiers.")

Show = Callable[[str], str]


def as_text(changes: Iterable[SheetChange], labels: Labels) -> str:
    """Return the changes as lines to read in a terminal."""
    return "\n".join([_headline(changes), *_lines(changes, labels, "{}", lambda value: f"«{NBSP}{value}{NBSP}»", one_line)])


def as_markdown(changes: Iterable[SheetChange], labels: Labels) -> str:
    """Return the changes as the summary that a forge shows, whatever the sheets hold, short enough to be shown."""
    lines = ["## Ce qui change dans les fiches", "", _headline(changes)]
    return within([*lines, *_lines(changes, labels, "### {}", code, plain)], SUMMARY_BYTES, REST)


def as_json(changes: Iterable[SheetChange], labels: Labels) -> str:
    """Return the changes as a list of objects, values as they are written in the files."""
    return json.dumps([_object(one) for one in changes], ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Iterable[SheetChange], Labels], str]] = {
    "texte": as_text,
    "markdown": as_markdown,
    "json": as_json,
}


def _headline(changes: Iterable[SheetChange]) -> str:
    counts = Counter(one.state for one in changes)
    told = [f"{counted(counts[state], 'fiche')} {words[counts[state] > 1]}" for state, words in STATES.items() if counts[state]]
    return f"{', '.join(told)}." if told else NO_CHANGE


def _lines(changes: Iterable[SheetChange], labels: Labels, heading: str, show: Show, say: Show) -> Iterator[str]:
    for one in changes:
        yield from ("", heading.format(_heading(one, show, say)), "")
        if one.state in SAID_OF:
            yield f"- {SAID_OF[one.state]}"
        for change in one.changes:
            yield f"- {say(change.title)}{NBSP}: {_said(change, labels, show)}"


def _heading(one: SheetChange, show: Show, say: Show) -> str:
    former = f" (s’appelait {show(one.former_id)})" if one.former_id else ""
    kind = KINDS[one.kind].singular
    return f"{kind.capitalize()} {show(one.id)}{former}, {say(shortened(one.name, LONG))}{NBSP}: {STATES[one.state][0]}"


def _said(change: Change, labels: Labels, show: Show) -> str:
    told = told_change(change, labels)
    match told.nature:
        case "ajout":
            return f"ajout de {show(told.after)}"
        case "retrait":
            return f"retrait de {show(told.before)}"
        case "renommage":
            return f"le champ {show(told.before)} s’appelle désormais {show(told.after)}"
        case "ordre":
            return f"nouvel ordre, {show(told.after)}"
        case _:
            return f"{show(told.before)} → {show(told.after)}"


def _object(one: SheetChange) -> dict[str, Any]:
    changes = [{name: getattr(change, name) for name in ("nature", "path", "title", "before", "after")} for change in one.changes]
    return {
        "etat": one.state,
        "genre": one.kind,
        "id": one.id,
        "nom": one.name,
        "ancien_id": one.former_id,
        "changements": changes,
    }
