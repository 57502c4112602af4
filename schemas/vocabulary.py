"""Receives a file of `reference/vocabularies/`; says what a closed list is; never holds a list itself."""

from pydantic import Field

from schemas.base import Model, required
from schemas.scalars import Line, Slug


class Term(Model):
    """One code of a closed list, with what it means."""

    code: Slug = required("Code", "Ce que l’on écrit dans les fiches.")
    libelle: Line = required("Libellé", "Ce que l’on lit sur le site.")
    definition: Line = required("Définition", "Quand employer ce terme.")


class Vocabulary(Model):
    """A closed list of terms."""

    titre: Line = required("Titre", "Nom de la liste.")
    definition: Line = required("Définition", "À quoi sert la liste.")
    termes: tuple[Term, ...] = Field(title="Termes", description="Termes, dans l’ordre d’affichage.", min_length=1)

    def label(self, code: str) -> str:
        """Return the label of `code`; raise KeyError when the list lacks it."""
        return next((term.libelle for term in self.termes if term.code == code), None) or self._missing(code)

    def _missing(self, code: str) -> str:
        raise KeyError(code)
