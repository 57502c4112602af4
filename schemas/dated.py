"""Receives a fact of a sheet; says when it is true, how sure it is and on what it rests; never guesses a date."""

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from schemas.base import Model, described, listed
from schemas.references import SourceId, term
from schemas.scalars import Excerpt, Line, PartialDate, same_length_before


class DatedFact(Model):
    """What every fact carries: its date with a precision, its status, its sources."""

    date: PartialDate | None = described("Date", "Année, mois ou jour où le fait est vrai, ou début de la période.")
    date_fin: PartialDate | None = described("Date de fin", "Fin de la période, si le fait a duré.")
    precision_date: term("precisions_date") | None = described(
        "Précision de la date",
        "À remplir si la date est approchée : début, fin, vers, avant…",
        good=("debut",),
        wrong=("début d’année",),
    )
    date_imprimee: Line | None = described(
        "Date telle qu’imprimée", "La date dans les mots de la source, quand elle est vague.", good=("début 2014",)
    )
    statut: term("statuts_fait") | None = described(
        "Statut du fait",
        "Constaté, annoncé, estimé ou contesté : une annonce n’est pas une réalisation.",
        good=("annonce",),
        wrong=("prévu",),
    )
    sources: tuple[SourceId, ...] = listed(
        "Sources du fait",
        "Identifiants des sources de cette fiche qui disent ce fait. Inutile si la fiche n’a qu’une source.",
        good=(["cahier-522"],),
        wrong=("cahier-522",),
    )
    selon: Line | None = described(
        "Selon qui",
        "L’organisation ou la fonction que la source fait parler, jamais une personne privée.",
        good=("Région PACA",),
    )
    extrait: Excerpt | None = described(
        "Extrait", "Citation exacte de la source, de moins de quinze mots.", good=("ouvert en 2008",), wrong=("un " * 15,)
    )
    note: Line | None = described(
        "Note", "Précision utile au lecteur : contradiction, réserve, calcul.", good=("Le calcul imprimé est inexact.",)
    )

    @model_validator(mode="after")
    def _end_follows_start(self) -> "DatedFact":
        if self.date and self.date_fin and same_length_before(self.date, self.date_fin):
            raise PydanticCustomError(
                "dates-inversees", "fin avant début", {"champ": "date_fin", "debut": self.date, "fin": self.date_fin}
            )
        return self
