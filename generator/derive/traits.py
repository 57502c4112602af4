"""Receives a sheet; returns the traits by which it is like another, facet by facet; never a trait that no source documents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

NOT_COMPARED = frozenset({"autre", "non-precise"})


@dataclass(frozen=True)
class Facet:
    """One side of a profile: the words that tell what is shared, its weight, the vocabulary of its codes and how a record gives them."""

    id: str
    shared: str
    weight: int
    vocabulary: str
    read: Callable[[Any], set[str | None]]


def _roles(record: Any) -> set[str | None]:
    return {role for authority in record.collectivites for role in authority.roles}


def _moments(record: Any) -> set[str | None]:
    return {authority.moment for authority in record.collectivites}


FACETS: Mapping[str, tuple[Facet, ...]] = {
    "poles": (
        Facet("types", "Même type", 3, "types_pole", lambda pole: set(pole.types)),
        Facet("echelle", "Même échelle", 2, "echelles", lambda pole: {pole.echelle}),
        Facet("secteurs", "Secteurs en commun", 2, "secteurs", lambda pole: set(pole.secteurs)),
        Facet("roles", "Rôles de la collectivité en commun", 2, "roles_collectivite", _roles),
        Facet("moments", "Même moment d’entrée de la collectivité", 1, "moments_entree", _moments),
        Facet(
            "formes",
            "Formes juridiques en commun",
            1,
            "formes_juridiques",
            lambda pole: {one.forme for one in pole.formes_juridiques},
        ),
        Facet(
            "cooperations", "Coopérations en commun", 1, "types_cooperation", lambda pole: {one.type for one in pole.cooperations}
        ),
    ),
    "practices": (
        Facet("themes", "Thèmes en commun", 3, "themes", lambda practice: set(practice.themes)),
        Facet("roles", "Rôles de la collectivité en commun", 2, "roles_collectivite", _roles),
        Facet("moments", "Même moment d’entrée de la collectivité", 1, "moments_entree", _moments),
        Facet("moyens", "Moyens de même nature", 1, "natures_moyen", lambda practice: {one.nature for one in practice.moyens}),
    ),
}


def traits(kind: str, record: Any) -> dict[str, frozenset[str]]:
    """Return the codes of each facet of a record of `kind`; « autre » is no likeness, nor is what is not documented."""
    return {
        facet.id: frozenset(code for code in facet.read(record) if code and code not in NOT_COMPARED) for facet in FACETS[kind]
    }
