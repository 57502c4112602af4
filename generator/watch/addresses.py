"""Receives a catalogue; returns the web addresses that its sheets give, and where; never asks one."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.catalogue import Catalogue, Sheet
from schemas import KINDS
from schemas.source import Source
from schemas.structure import shapes

ALREADY_SAID = ("morte", "incertaine")
OF_A_SOURCE = ("adresse", "adresse_archivee")
NOT_OF_THE_WEB = "mailto:"


@dataclass(frozen=True)
class Mention:
    """Where an address is given: a sheet and the French title of the field."""

    sheet: Sheet
    title: str


@dataclass(frozen=True)
class CitedAddress:
    """An address as it is written, and everywhere it is."""

    address: str
    mentions: tuple[Mention, ...]


def cited_addresses(catalogue: Catalogue) -> tuple[CitedAddress, ...]:
    """Return the addresses of the sites and sources of published sheets, each once, but those that a sheet says are dead or doubtful."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for sheet in catalogue.published():
        for address, title in (*_of_the_sheet(sheet), *_of_the_sources(sheet)):
            if not address.lower().startswith(NOT_OF_THE_WEB):
                found[address].append(Mention(sheet, title))
    return tuple(CitedAddress(address, tuple(dict.fromkeys(mentions))) for address, mentions in found.items())


def _of_the_sheet(sheet: Sheet) -> Iterator[tuple[str, str]]:
    if sheet.record.site:
        yield sheet.record.site, shapes(KINDS[sheet.kind.name])["site"].title


def _of_the_sources(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for source in sheet.record.sources:
        for name in OF_A_SOURCE:
            if (address := getattr(source, name)) and not _is_already_said(source, name):
                yield address, shapes(Source)[name].title


def _is_already_said(source: Any, name: str) -> bool:
    return name == "adresse" and source.etat_adresse in ALREADY_SAID
