"""Receives linked sheets; holds them, immutable, with what cites each of them; never computes a fact."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.reference import Reference
from generator.site import KINDS, Kind

SheetKey = tuple[str, str]


@dataclass(frozen=True)
class Sheet:
    """A record with its kind, its identifier, the file that it comes from and the version of what it says."""

    kind: Kind
    id: str
    path: str
    record: Any
    version: str

    def __hash__(self) -> int:
        """Return a number made of what names the sheet: all that it says would take too long to read again at each look-up."""
        return hash((self.kind.name, self.id))

    @property
    def key(self) -> SheetKey:
        """Return what names the sheet among all."""
        return (self.kind.name, self.id)

    @property
    def name(self) -> str:
        """Return the title or the name of the record."""
        return self.record.titre if self.kind.name == "practices" else self.record.nom

    @property
    def address(self) -> str:
        """Return the address of the page, relative to the root of the site."""
        return self.kind.address(self.id)

    @property
    def version_address(self) -> str:
        """Return the permanent address of this version, relative to the root of the site."""
        return self.kind.version_address(self.id, self.version)

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether only the reason of its withdrawal is published."""
        return bool(self.record.edition and self.record.edition.statut == "retiree")

    @property
    def is_draft(self) -> bool:
        """Tell whether the sheet is not to be published."""
        return bool(self.record.edition and self.record.edition.statut == "brouillon")


@dataclass(frozen=True)
class Citation:
    """One sheet that names another, and the field where it does."""

    sheet: SheetKey
    field: str


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All sheets by kind and identifier, in the order of identifiers, and who cites whom."""

    sheets: Mapping[str, Mapping[str, Sheet]]
    cited_by: Mapping[SheetKey, tuple[Citation, ...]]
    reference: Reference

    def __iter__(self) -> Iterator[Sheet]:
        for kind in KINDS:
            yield from self.sheets[kind].values()

    def without_contacts(self) -> "Catalogue":
        """Return the same catalogue where no sheet says whom to ask: a consent to be named on a page is not one to be kept for ever."""
        return replace(self, sheets={kind: _without_contacts(sheets) for kind, sheets in self.sheets.items()})

    def __len__(self) -> int:
        return sum(len(sheets) for sheets in self.sheets.values())

    def published(self, *kinds: str) -> tuple[Sheet, ...]:
        """Return the sheets of `kinds`, or of every kind, that are not withdrawn, in their order."""
        return tuple(sheet for kind in kinds or KINDS for sheet in self.sheets[kind].values() if not sheet.is_withdrawn)

    def sheet(self, key: SheetKey) -> Sheet:
        """Return the sheet of `key`; raise KeyError when there is none."""
        return self.sheets[key[0]][key[1]]

    def label(self, vocabulary: str, code: str | None) -> str:
        """Return the label of a code; the empty string for no code."""
        return self.reference.labels[vocabulary][code] if code else ""


def _without_contacts(sheets: Mapping[str, Sheet]) -> dict[str, Sheet]:
    return {
        identifier: replace(sheet, record=sheet.record.model_copy(update={"contact": None}))
        for identifier, sheet in sheets.items()
    }
