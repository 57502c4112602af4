"""Receives `reference/erreurs.yaml`; says what the explanation of a code is; never holds one itself."""

from typing import Annotated

from pydantic import Field, StringConstraints

from schemas.base import Model, described, required
from schemas.scalars import Line, Markdown, Slug

Example = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class Explanation(Model):
    """What a code of the check means, why the rule is there, and the same example, wrong then right."""

    code: Slug = required("Code", "Ce que la vérification écrit entre crochets.")
    titre: Line = required("Titre", "Ce qui ne va pas, en quelques mots.")
    explication: Markdown = required("Explication", "Pourquoi la règle existe et comment s’en sortir.")
    genre: Annotated[str, StringConstraints(pattern=r"^(poles|practices|actors)$")] = Field(
        default="poles", title="Genre", description="Le genre de fiche de l’exemple."
    )
    faux: Example | None = described("Faux", "Un exemple qui donne ce code.")
    juste: Example | None = described("Juste", "Le même, juste.")


class Explanations(Model):
    """The explanations of all codes, in the order in which they are told."""

    erreurs: tuple[Explanation, ...] = Field(title="Erreurs", description="Une par code.", min_length=1)
