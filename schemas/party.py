"""Receives who takes part in a fact; says it by an actor's sheet or by the words printed; never names a private person."""

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from schemas.base import Model, described
from schemas.references import ActorId
from schemas.scalars import Line


class Party(Model):
    """An organisation: the identifier of its sheet, or the words of the source when it has none."""

    acteur: ActorId | None = described("Acteur", "Identifiant de la fiche de l’organisation.")
    designation: Line | None = described(
        "Désignation",
        "Les mots de la source, quand l’organisation n’a pas de fiche ou n’est pas nommée.",
        good=("une dizaine de structures",),
    )

    @model_validator(mode="after")
    def _is_someone(self) -> Self:
        if not self.acteur and not self.designation:
            raise PydanticCustomError("acteur-ou-designation", "ni acteur ni désignation", {})
        return self
