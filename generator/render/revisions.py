"""Receives a revision of a sheet; returns it in words, ready for a page or a feed; never as markup."""

from dataclasses import dataclass

from generator.catalogue import Catalogue
from generator.change_words import ToldChange, told_change
from generator.changes import TRAIL
from generator.history.past import WITHDRAWN, Revision
from generator.history.reasons import reason
from generator.history.versions import Step

MOST_CHANGES = 60
LAYOUT = "Mise en forme"
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
    """A revision in words: what it is, why, what changed, how many changes are not shown, and the fields where only the typography did."""

    title: str
    revision: Revision
    reason: str
    changes: tuple[ToldChange, ...]
    more: int
    typographic: tuple[str, ...]

    @property
    def step(self) -> Step:
        """What the sheet said from then on."""
        return self.revision.step

    @property
    def has_page(self) -> bool:
        """Tell whether what the sheet said has a page: not a withdrawal, which says nothing any more."""
        return bool(self.step.version) and self.step.edition.get("statut") != WITHDRAWN and self.revision.nature != "reunie"


def told_revision(revision: Revision, catalogue: Catalogue) -> ToldRevision:
    """Return a revision in words; typographic changes are only named, for they change no meaning."""
    told = [told_change(change, catalogue.reference.labels) for change in revision.changes]
    real = [one for one in told if not one.is_typographic]
    typographic = tuple(dict.fromkeys(one.title.split(TRAIL)[0] for one in told if one.is_typographic))
    title = LAYOUT if revision.nature == "modifiee" and not real and not revision.hides_something else NATURES[revision.nature]
    return ToldRevision(title, revision, reason(revision.step), tuple(real[:MOST_CHANGES]), len(real[MOST_CHANGES:]), typographic)
