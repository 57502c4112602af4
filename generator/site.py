"""Receives nothing; names the kinds of sheets and their permanent addresses; never reads or writes a file."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

KindName = Literal["poles", "practices", "actors"]


VERSIONS = "versions"


@dataclass(frozen=True)
class Kind:
    """A kind of sheet: its folder of records, its folder in the site, its words."""

    name: KindName
    folder: str
    singular: str
    plural: str
    plural_title: str

    def address(self, identifier: str) -> str:
        """Return the address of a sheet, relative to the root of the site."""
        return f"{self.folder}/{identifier}/"

    def version_address(self, identifier: str, version: str) -> str:
        """Return the permanent address of one version of a sheet, relative to the root of the site."""
        return f"{self.address(identifier)}{VERSIONS}/{version}/"


KINDS: dict[str, Kind] = {
    "poles": Kind("poles", "poles", "pôle", "pôles", "Pôles"),
    "practices": Kind("practices", "pratiques", "pratique", "pratiques", "Pratiques"),
    "actors": Kind("actors", "acteurs", "acteur", "acteurs", "Acteurs"),
}
TERRITORIES = "territoires"
COMPARISONS = "comparer"
DASHBOARD = "observatoire"
READING = "lire"
ERRORS = "contribuer/erreurs"
PAGE_SIZE = 100
SHELL = "_gabarit"
VERSION_SHELL = "_version"
CHANGES = "changements"
SEARCH = "recherche"
SOURCES = "sources"
RESERVED = re.compile(r"^(page-\d+|index)$")
REPOSITORY_ROOT = Path(__file__).resolve().parent.parent
REFERENCE = REPOSITORY_ROOT / "reference"
SETTINGS = REPOSITORY_ROOT / "mkdocs.yml"


def list_page(kind: Kind, number: int) -> str:
    """Return the address of the `number`-th page (from 1) of the list of a kind."""
    return f"{kind.folder}/" if number == 1 else f"{kind.folder}/page-{number}/"


def document_page(identifier: str, number: int = 1) -> str:
    """Return the address of the `number`-th page (from 1) of a document that sheets cite."""
    return f"{SOURCES}/{identifier}/" if number == 1 else f"{SOURCES}/{identifier}-page-{number}/"
