"""Receives a party of a sheet (member, owner, funder, authority); returns its name and its sheet; never a person's."""

from typing import Any

from generator.catalogue import Catalogue, Sheet


def party_sheet(party: Any, catalogue: Catalogue) -> Sheet | None:
    """Return the sheet of a party, when it is published."""
    sheet = catalogue.sheets["actors"].get(party.acteur) if party.acteur else None
    return sheet if sheet and not sheet.is_withdrawn else None


def party_name(party: Any, catalogue: Catalogue) -> str:
    """Return the name of a party: that of its published sheet, else its printed words, else its identifier."""
    sheet = party_sheet(party, catalogue)
    return sheet.name if sheet else getattr(party, "designation", None) or party.acteur or ""
