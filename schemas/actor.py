"""Receives a sheet of `actors/`; says what an organisation is; never describes a private person."""

from typing import Annotated

from pydantic import StringConstraints, WithJsonSchema

from schemas.base import described, listed, required
from schemas.facts import Membership
from schemas.record import Organisation
from schemas.references import ActorId, term
from schemas.scalars import ExampleValues, Markdown

Siren = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{9}$"),
    WithJsonSchema({"type": ["string", "integer"], "pattern": "^[0-9]{9}$", "minimum": 100_000, "maximum": 999_999_999}),
    ExampleValues(("200068781",), ("200 068 781",)),
]
Rna = Annotated[str, StringConstraints(pattern=r"^W[0-9]{9}$"), ExampleValues(("W691000000",), ("691000000",))]


class Actor(Organisation):
    """Une organisation : structure de l’ESS, collectivité, réseau, entreprise, université."""

    type: term("types_acteur") = required("Type d’acteur", "Nature de l’organisation.", good=("collectivite",), wrong=("mairie",))
    resume: Markdown | None = described("Résumé", "Ce qu’est l’organisation, en une ou deux phrases.")
    famille_ess: term("familles_ess") | None = described(
        "Famille de l’ESS",
        "Association, coopérative, mutuelle, fondation, société commerciale de l’ESS.",
        good=("cooperative",),
        wrong=("SCOP",),
    )
    siren: Siren | None = described("SIREN", "Neuf chiffres, sans espace.")
    rna: Rna | None = described("RNA", "W suivi de neuf chiffres.")
    membre_de: tuple[Membership, ...] = listed(
        "Membre de", "Réseaux et groupements dont l’organisation fait partie.", good=([{"acteur": "rtes"}],), wrong=("rtes",)
    )
    succede_a: tuple[ActorId, ...] = listed(
        "Succède à", "Organisations que celle-ci remplace.", good=(["ca-grand-roanne"],), wrong=("ca-grand-roanne",)
    )
