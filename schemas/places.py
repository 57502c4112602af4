"""Receives where a sheet says that something is; says what a point, a place and a territory hold; never looks one up."""

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from schemas.base import Model, described, listed, required
from schemas.dated import DatedFact
from schemas.party import Party
from schemas.references import CommuneCode, TerritoryCode, term
from schemas.scalars import Line, Number


class Point(Model):
    """A position in degrees (WGS 84)."""

    latitude: Number = required("Latitude", "Degrés décimaux, nord positif.", good=("45.0548",), wrong=("45,0548",))
    longitude: Number = required("Longitude", "Degrés décimaux, est positif.", good=("5.0383",), wrong=("5° E",))

    @model_validator(mode="after")
    def _is_on_earth(self) -> Self:
        if abs(self.latitude) > 90 or abs(self.longitude) > 180:
            raise PydanticCustomError("coordonnees", "hors de la Terre", {"champ": "latitude"})
        return self


class Place(DatedFact):
    """A building or a site, with its role and the precision of its position."""

    nom: Line | None = described("Nom du lieu", "Nom du bâtiment ou du site.", good=("Maison Stéphane Hessel",))
    role: term("roles_lieu") | None = described(
        "Rôle du lieu", "Siège, site, permanence, projet…", good=("site-principal",), wrong=("bureau",)
    )
    adresse: Line | None = described(
        "Adresse postale", "Adresse d’organisation telle qu’imprimée.", good=("6 rue Arnold-Géraux",)
    )
    commune: CommuneCode | None = described("Commune", "Code INSEE de la commune, précédé de « com- » : pas le code postal.")
    commune_imprimee: Line | None = described("Commune telle qu’imprimée", "Graphie de la source.", good=("Ile St Denis",))
    precision: term("precisions_lieu") | None = described(
        "Précision du lieu", "Échelle à laquelle la position est connue.", good=("commune",), wrong=("exacte",)
    )
    point: Point | None = described(
        "Point",
        "Coordonnées, seulement si une source les donne.",
        good=({"latitude": "45.0548", "longitude": "5.0383"},),
        wrong=("45.0548, 5.0383",),
    )
    proprietaires: tuple[Party, ...] = listed(
        "Propriétaires", "Qui possède le lieu.", good=([{"acteur": "halage"}],), wrong=("halage",)
    )
    texte: Line | None = described(
        "Description du lieu", "Friche, quartier, aménagement…", good=("Ancienne friche industrielle",)
    )


class TerritoryTie(DatedFact):
    """A territory concerned by a sheet, of then or of today."""

    territoire: TerritoryCode | None = described(
        "Territoire", "Code préfixé : com-, epci-, ept-, dep-, reg- ou anc- (région d’avant 2016)."
    )
    role: term("roles_territoire") | None = described(
        "Rôle du territoire", "Implantation, périmètre d’action, rayonnement…", good=("perimetre",), wrong=("zone",)
    )
    epoque: term("epoques") | None = described(
        "Époque du territoire", "Territoire d’alors ou d’aujourd’hui.", good=("alors",), wrong=("2011",)
    )
    libelle: Line | None = described(
        "Territoire tel qu’imprimé",
        "Les mots de la source ; suffit quand le territoire n’a pas de code.",
        good=("Sud des Deux-Sèvres",),
    )

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if not self.territoire and not self.libelle:
            raise PydanticCustomError("territoire-absent", "ni code ni libellé", {})
        return self
