"""Receives a revision of a sheet; returns it in words, ready for a page or a feed; never as markup."""

from dataclasses import dataclass

from generator.catalogue import Catalogue
from generator.change_words import ToldChange, told_change
from generator.history.past import WITHDRAWN, Revision
from generator.history.reasons import reason
from generator.history.versions import Step

MOST_CHANGES = 60
NATURES = {
    "ajoutee": "Création",
    "connue": "Plus ancien état connu",
    "modifiee": "Modification",
    "renommee": "Changement d’identifiant",
    "reunie": "Réunion d’une autre fiche à celle-ci",
    "retiree": "Retrait",
    "retablie": "Rétablissement",
}


@dataclass(frozen=True)
class ToldRevision:
    """A revision in words: what it is, when, why, what changed and how many changes are not shown."""

    title: str
    revision: Revision
    reason: str
    changes: tuple[ToldChange, ...]
    more: int

    @property
    def step(self) -> Step:
        """What the sheet said from then on."""
        return self.revision.step

    @property
    def has_page(self) -> bool:
        """Tell whether what the sheet said has a page: not a withdrawal, which says nothing any more."""
        return bool(self.step.version) and self.step.edition.get("statut") != WITHDRAWN


def told_revision(revision: Revision, catalogue: Catalogue) -> ToldRevision:
    """Return a revision in words; typographic changes are told last, for they change no meaning."""
    labels = catalogue.reference.labels
    told = sorted((told_change(change, labels) for change in revision.changes), key=lambda one: one.is_typographic)
    shown = tuple(told[:MOST_CHANGES])
    return ToldRevision(NATURES[revision.nature], revision, reason(revision.step), shown, len(told) - len(shown))
