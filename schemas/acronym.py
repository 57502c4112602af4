"""Receives `reference/sigles.yaml`; says what an acronym of the field stands for; never holds one itself."""

from typing import Annotated

from pydantic import Field, StringConstraints

from schemas.base import Model, required
from schemas.scalars import Line

Letters = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,10}$")]


class Acronym(Model):
    """An acronym, and the words that it stands for."""

    sigle: Letters = required("Sigle", "En capitales, sans points.", good=("SCIC",), wrong=("S.C.I.C.",))
    developpement: Line = required(
        "Développement", "Les mots qu’il abrège, au singulier.", good=("insertion par l’activité économique",)
    )


class Acronyms(Model):
    """The acronyms of the field."""

    sigles: tuple[Acronym, ...] = Field(title="Sigles", description="Un par sigle.", min_length=1)
