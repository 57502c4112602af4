"""Receives `reference/versions_effacees.yaml`; says which former versions may no longer be shown; never holds what they said."""

from typing import Annotated

from pydantic import Field, StringConstraints

from schemas.base import Model, required
from schemas.scalars import Line, PartialDate

SheetPath = Annotated[str, StringConstraints(pattern=r"^(poles|practices|actors)/[a-z0-9]+(-[a-z0-9]+)*$")]
VersionName = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{10}$")]


class Erasure(Model):
    """A version of a sheet that the law or a right asks not to show any more."""

    fiche: SheetPath = required(
        "Fiche", "Dossier et identifiant de la fiche.", good=("poles/pole-sud-romans",), wrong=("pole-sud",)
    )
    version: VersionName = required(
        "Version", "Les dix signes que l’adresse de la version porte.", good=("bbabbd67aa",), wrong=("2026",)
    )
    date: PartialDate = required("Date de l’effacement", "Jour où la version a cessé d’être montrée.")
    motif: Line = required(
        "Motif",
        "Ce que la page dira, sans dire ce qui est effacé.",
        good=("Donnée personnelle retirée à la demande de l’intéressé",),
    )


class Erasures(Model):
    """The versions that are no longer shown."""

    versions: tuple[Erasure, ...] = Field(default=(), title="Versions effacées", description="Une entrée par version.")
