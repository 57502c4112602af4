"""Receives `reference/relecteurs.yaml`; says which teams review which sheets; never names a person."""

from typing import Annotated

from pydantic import StringConstraints

from schemas.base import Model, listed, required
from schemas.references import ActorId, TerritoryCode
from schemas.scalars import ExampleValues

Team = Annotated[
    str,
    StringConstraints(pattern=r"^@[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9][A-Za-z0-9._/-]*$", max_length=200),
    ExampleValues(("@organisation/equipe-de-relecture",), ("equipe", "@personne")),
]


class Teams(Model):
    """Whom the forge asks for a review."""

    equipes: tuple[Team, ...] = required(
        "Équipes", "Équipes de la forge, jamais une personne seule.", min_length=1, good=(["@organisation/equipe"],), wrong=([],)
    )


class NetworkTeams(Teams):
    """The teams of a network, for the sheets that it signs."""

    acteur: ActorId = required("Acteur", "Fiche du réseau qui signe les fiches comme contributeur.")


class TerritoryTeams(Teams):
    """The teams of a territory, for the sheets that are there."""

    territoire: TerritoryCode = required("Territoire", "Code préfixé : une région le plus souvent.")


class Reviewers(Model):
    """Who reviews what."""

    tous: tuple[Team, ...] = listed(
        "Équipes par défaut",
        "Équipes qui relisent tout ce que personne d’autre ne relit.",
        good=(["@organisation/equipe"],),
        wrong=("@organisation/equipe",),
    )
    reseaux: tuple[NetworkTeams, ...] = listed("Réseaux", "Équipes des réseaux.")
    regions: tuple[TerritoryTeams, ...] = listed("Territoires", "Équipes des territoires.")
