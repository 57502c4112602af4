"""Receives a catalogue; returns the practices that each pole attests and what they claim of it; never what a pole says of itself."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.catalogue import Catalogue, Sheet

CLAIMS = {
    "facteurs_de_succes": "Facteurs de succès",
    "conditions_de_transfert": "Conditions",
    "freins": "Freins",
    "limites": "Limites",
}


@dataclass(frozen=True)
class ClaimOfPractice:
    """A claim that a practice makes of a pole, and the field where it does."""

    practice: Sheet
    field: str
    claim: Any


@lru_cache(maxsize=1)
def practices_by_pole(catalogue: Catalogue) -> Mapping[str, tuple[Sheet, ...]]:
    """Return the published practices that each pole attests, by its identifier, in their order."""
    found: dict[str, list[Sheet]] = defaultdict(list)
    for practice in catalogue.published("practices"):
        for pole in dict.fromkeys(use.pole for use in practice.record.poles):
            found[pole].append(practice)
    return {pole: tuple(practices) for pole, practices in found.items()}


@lru_cache(maxsize=1)
def claims_by_pole(catalogue: Catalogue) -> Mapping[str, tuple[ClaimOfPractice, ...]]:
    """Return what published practices claim to be true of each pole, by its identifier."""
    found: dict[str, list[ClaimOfPractice]] = defaultdict(list)
    for practice in catalogue.published("practices"):
        for field in CLAIMS:
            for claim in getattr(practice.record, field):
                for pole in claim.poles:
                    found[pole].append(ClaimOfPractice(practice, field, claim))
    return {pole: tuple(claims) for pole, claims in found.items()}


def attesting_poles(practice: Sheet, catalogue: Catalogue) -> tuple[Sheet, ...]:
    """Return the published poles that attest a practice, each once, in its order."""
    poles = catalogue.sheets["poles"]
    found = (poles[use.pole] for use in practice.record.poles if use.pole in poles)
    return tuple(dict.fromkeys(pole for pole in found if not pole.is_withdrawn))
