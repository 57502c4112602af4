"""Receives the `sources` of a sheet; says what a citable source holds; never fetches it."""

from schemas.base import Model, described, listed, required
from schemas.references import term
from schemas.scalars import Line, PartialDate, Slug, WebAddress


class Source(Model):
    """A document that a sheet rests on, as a record inside the sheet."""

    id: Slug | None = described(
        "Identifiant de la source",
        "Court nom, propre à la fiche, par lequel les faits désignent cette source. Utile dès qu’il y en a deux.",
        good=("cahier-522",),
        wrong=("Cahier n° 522",),
    )
    titre: Line = required(
        "Titre de la source",
        "Titre tel qu’il est imprimé, ou description brève s’il n’y en a pas.",
        good=("Cahier d’espérances n° 522",),
    )
    numero: Line | None = described(
        "Numéro imprimé", "Numéro ou référence que la source porte dans sa collection.", good=("Fiche n° 111",)
    )
    type: term("types_source") | None = described(
        "Type de source", "Nature du document : fiche, article, page d’organisme…", good=("fiche-initiative",), wrong=("fiche",)
    )
    auteurs: tuple[Line, ...] = listed(
        "Auteurs", "Organisations qui signent la source, jamais une personne privée.", good=(["RTES"],), wrong=("RTES",)
    )
    date: PartialDate | None = described("Date de publication", "Année, mois ou jour de publication de la source.")
    date_imprimee: Line | None = described(
        "Date telle qu’imprimée", "La date dans les mots de la source, quand elle est vague.", good=("vers 2014",)
    )
    adresse: WebAddress | None = described(
        "Adresse telle qu’imprimée", "Adresse web exactement comme la source la donne, même si elle ne répond plus."
    )
    adresse_archivee: WebAddress | None = described(
        "Adresse archivée",
        "Copie durable de la page (archive du web).",
        good=("https://web.archive.org/web/2012/http://www.rtes.fr/",),
    )
    etat_adresse: term("etats_adresse") | None = described(
        "État de l’adresse",
        "Ce que l’on sait de l’adresse : vérifiée, morte, non vérifiée.",
        good=("non-verifiee",),
        wrong=("404",),
    )
    vue_le: PartialDate | None = described("Vue le", "Jour où la source a été consultée.")
    licence: Line | None = described(
        "Licence de la source", "Conditions de réutilisation annoncées par la source.", good=("Licence Ouverte 2.0",)
    )
    note: Line | None = described(
        "Note sur la source",
        "Ce qu’un lecteur doit savoir avant de s’y fier.",
        good=("Page affichée en espagnol, texte en français.",),
    )
