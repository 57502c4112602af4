"""Receives the `sources.yaml` of a folder of texts; says which document each file is the text of; never opens one."""

from typing import Annotated

from pydantic import Field, StringConstraints

from schemas.base import Model, described, required
from schemas.scalars import Line, Slug, WebAddress

FileName = Annotated[str, StringConstraints(pattern=r"^[^/\\]+$", max_length=255)]


class HeldText(Model):
    """One file, and what the sheets call the document that it is the text of."""

    fichier: FileName = required("Fichier", "Nom du fichier, dans ce dossier.", good=("cahier-522.txt",), wrong=("textes/a.txt",))
    id: Slug | None = described(
        "Identifiant", "Celui que les fiches donnent à la source, ou celui de sa page sur le site.", good=("cahier-522",)
    )
    adresse: WebAddress | None = described("Adresse", "Adresse de la source, telle que les fiches l’écrivent.")
    titre: Line | None = described("Titre", "Titre de la source, tel que les fiches l’écrivent.", good=("La charte",))


class HeldTexts(Model):
    """The texts of a folder."""

    textes: tuple[HeldText, ...] = Field(title="Textes", description="Un par fichier et par document.", min_length=1)
