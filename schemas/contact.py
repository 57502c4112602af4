"""Receives the contact of an organisation; says it by a function and a role mailbox; never names a person without dated consent."""

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from schemas.base import Model, described
from schemas.scalars import Line, PartialDate


class Contact(Model):
    """Whom to ask: a function, a role mailbox, a fixed line."""

    fonction: Line | None = described("Fonction", "Fonction ou service à joindre.", good=("Coordination du pôle",))
    courriel: Line | None = described(
        "Courriel de fonction",
        "Adresse générique, jamais nominative.",
        good=("contact@exemple.fr",),
        wrong=("prenom.nom@exemple.fr",),
    )
    telephone: Line | None = described(
        "Téléphone fixe", "Numéro fixe de l’organisation, jamais un mobile.", good=("01 23 45 67 89",), wrong=("06 12 34 56 78",)
    )
    personne: Line | None = described("Personne", "Seulement avec son accord daté.", good=("Prénom Nom",))
    accord_date: PartialDate | None = described("Date de l’accord", "Jour où la personne a accepté d’être nommée.")

    @model_validator(mode="after")
    def _named_person_agreed(self) -> Self:
        if self.personne and not self.accord_date:
            raise PydanticCustomError("personne-sans-accord", "personne sans accord", {"champ": "personne"})
        return self
