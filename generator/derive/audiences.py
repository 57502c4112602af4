"""Receives a catalogue; returns, for each audience of the founding document, its messages and what to read, by a rule that is told; never writes a message."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.derive.audience_rules import PARTS, Part, Step
from generator.derive.axes import POLE_AXES
from generator.french import counted
from generator.site import COMPARISONS, TERRITORIES

AROUND = (
    Step("Et chez moi ?", f"{TERRITORIES}/", "Votre commune ou votre code postal mène à votre territoire et aux pôles proches."),
    Step(
        "Comparer les pôles",
        f"{COMPARISONS}/",
        f"{counted(len(POLE_AXES), 'question')}, tous les pôles côte à côte, avec leurs sources.",
    ),
)
NEXT: Mapping[str, tuple[Step, ...]] = {
    "opinion": (AROUND[0], Step("La carte", "carte/", "Les pôles à explorer, par type, stade, thème et région.")),
    "acteurs-ess": (*AROUND, Step("Proposer une fiche", "contribuer/", "Une fiche tient en huit lignes.")),
}


@dataclass(frozen=True)
class Told:
    """A message to an audience, the sheet that holds it and the sources of that sheet."""

    text: str
    sheet: Sheet
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Audience:
    """One of the five audiences: its permanent code, its words, what it is told and what it can read, in order."""

    code: str
    label: str
    definition: str
    messages: tuple[Told, ...]
    parts: tuple[Part, ...]
    following: tuple[Step, ...]


def audiences(catalogue: Catalogue) -> tuple[Audience, ...]:
    """Return the audiences in the order of the vocabulary `publics`."""
    published = catalogue.published()
    return tuple(
        Audience(
            term.code,
            term.libelle,
            term.definition,
            tuple(_messages(term.code, published, catalogue)),
            _parts(term.code, published, catalogue),
            NEXT.get(term.code, AROUND),
        )
        for term in catalogue.reference.vocabularies["publics"].termes
    )


def _messages(code: str, sheets: tuple[Sheet, ...], catalogue: Catalogue) -> Iterator[Told]:
    for sheet in sheets:
        for message in getattr(sheet.record, "messages", ()):
            if message.public == code:
                yield Told(message.texte, sheet, tuple(_cited(source, catalogue) for source in sheet.record.sources))


def _cited(source: Any, catalogue: Catalogue) -> str:
    kind = f", {catalogue.label('types_source', source.type).lower()}" if source.type else ""
    return f"« {source.titre} »{kind}{f' ({source.date[:4]})' if source.date else ''}"


def _parts(code: str, sheets: tuple[Sheet, ...], catalogue: Catalogue) -> tuple[Part, ...]:
    makers: tuple[Callable[[tuple[Sheet, ...], Catalogue], Part], ...] = PARTS.get(code, ())
    return tuple(make(sheets, catalogue) for make in makers)
