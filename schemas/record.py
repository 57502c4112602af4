"""Receives nothing; holds what all sheets share, and what poles and actors share; never adds a computed fact."""

from schemas.base import Model, described, listed, required
from schemas.contact import Contact
from schemas.edition import Edition
from schemas.facts import Event, Funding, LegalForm, Observation, OtherName, Recognition, Relation
from schemas.narrative import Claim, Quotation, Section
from schemas.places import Place, TerritoryTie
from schemas.references import term
from schemas.scalars import Line, Slug, WebAddress
from schemas.source import Source


class Record(Model):
    """What every sheet may hold."""

    id: Slug | None = described(
        "Identifiant", "Facultatif : le nom du fichier sans « .yaml » fait foi ; s’il est écrit, il doit lui être égal."
    )
    territoires: tuple[TerritoryTie, ...] = listed(
        "Territoires", "Territoires concernés, d’alors et d’aujourd’hui.", good=([{"territoire": "dep-26"}],), wrong=("Drôme",)
    )
    mesures: tuple[Observation, ...] = listed(
        "Chiffres",
        "Chaque chiffre, tel qu’imprimé, avec sa date, son périmètre et sa source. S’ils se contredisent, garder tous.",
        good=([{"mesure": "surface", "imprime": "4.000m²", "valeur": "4000", "unite": "m2"}],),
        wrong=("4000 m²",),
    )
    evenements: tuple[Event, ...] = listed(
        "Évènements",
        "Dates de la vie du sujet, constatées ou annoncées.",
        good=([{"intitule": "Ouverture", "date": "2008", "statut": "constate"}],),
        wrong=("ouvert en 2008",),
    )
    sections: tuple[Section, ...] = listed(
        "Récit",
        "Rubriques du récit, dans l’ordre de la source.",
        good=([{"titre": "Facteurs de succès", "texte": "La confiance."}],),
        wrong=("La confiance.",),
    )
    citations: tuple[Quotation, ...] = listed(
        "Citations",
        "Courtes phrases imprimées dans une source.",
        good=([{"texte": "Nous avons pour mission de faciliter"}],),
        wrong=("…",),
    )
    financements: tuple[Funding, ...] = listed(
        "Financements", "Argent demandé, obtenu, versé, annoncé.", good=([{"type": "subvention"}],), wrong=("subvention",)
    )
    perspectives: tuple[Claim, ...] = listed(
        "Perspectives",
        "Suites que la source annonce ou souhaite, quand elles n’ont pas de date.",
        good=([{"texte": "Ouvrir un second lieu."}],),
        wrong=("un second lieu",),
    )
    site: WebAddress | None = described("Site web", "Adresse telle qu’imprimée.")
    contact: Contact | None = described(
        "Contact", "Fonction et boîte générique.", good=({"fonction": "Coordination"},), wrong=("Mme Martin",)
    )
    points_non_documentes: tuple[Line, ...] = listed(
        "Ce qui n’est pas documenté",
        "Questions qu’un lecteur se pose et que les sources ne tranchent pas.",
        good=(["Le budget"],),
        wrong=("Le budget",),
    )
    sources: tuple[Source, ...] = required(
        "Sources",
        "Au moins une source ; chaque fait y renvoie.",
        min_length=1,
        good=([{"titre": "Cahier d’espérances n° 522"}],),
        wrong=([], "le cahier"),
    )
    edition: Edition | None = described(
        "Édition", "État, dates et contributeurs de la fiche.", good=({"statut": "instantane"},), wrong=("instantane",)
    )


class Organisation(Record):
    """What poles and actors share: a name, a life, places, a way to reach them."""

    nom: Line = required("Nom", "Nom d’usage, tel que la source principale l’écrit.", good=("Pôle Sud / Groupe ARCHER",))
    sigle: Line | None = described("Sigle", "Sigle ou acronyme.", good=("CISE",))
    autres_noms: tuple[OtherName, ...] = listed(
        "Autres noms",
        "Anciens noms, variantes, noms développés.",
        good=([{"nom": "PTCE Sud Archer"}],),
        wrong=("PTCE Sud Archer",),
    )
    secteurs: tuple[term("secteurs"), ...] = listed(
        "Secteurs", "Secteurs d’activité.", good=(["insertion"],), wrong=("insertion",)
    )
    formes_juridiques: tuple[LegalForm, ...] = listed(
        "Formes juridiques", "Formes successives, datées.", good=([{"forme": "association"}],), wrong=("association",)
    )
    lieux: tuple[Place, ...] = listed(
        "Lieux", "Bâtiments et sites, avec leur rôle.", good=([{"commune": "com-26281"}],), wrong=("Romans-sur-Isère",)
    )
    reconnaissances: tuple[Recognition, ...] = listed(
        "Reconnaissances",
        "Labels et sélections, datés.",
        good=([{"reconnaissance": "prides", "date": "2007"}],),
        wrong=("PRIDES",),
    )
    relations: tuple[Relation, ...] = listed(
        "Relations",
        "Liens typés avec d’autres pôles ou acteurs : succession, voisinage, hébergement…",
        good=([{"type": "voisin-de", "designation": "Ateliers 31"}],),
        wrong=("Ateliers 31",),
    )
