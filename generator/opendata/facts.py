"""Receives a catalogue; returns one table for each kind of fact that sheets list; never the ties between sheets."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pydantic import BaseModel

from generator.catalogue import Catalogue
from generator.opendata.cells import Value, cells
from generator.opendata.columns import Reading, readings_of
from generator.opendata.tables import WHERE, Table, where
from schemas import facts, narrative, places, source


@dataclass(frozen=True)
class FactTable:
    """Which fields of the sheets make a table, and what one of its rows is."""

    name: str
    title: str
    description: str
    model: type[BaseModel]
    fields: tuple[str, ...]


CLAIMS = (
    "objectifs effets_habitants difficultes moyens resultats facteurs_de_succes freins limites enseignements "
    "conditions_de_transfert perspectives"
)
FACT_TABLES = tuple(
    FactTable(name, title, description, model, tuple(fields.split()))
    for name, title, description, model, fields in (
        ("observations", "Chiffres", "Un chiffre par ligne : ce qui est mesuré, sa valeur, comment il est imprimé, sa date, son périmètre, sa source. Des chiffres qui se contredisent sont tous gardés.", facts.Observation, "mesures"),
        ("sources", "Sources", "Une source par ligne et par fiche ; les faits la désignent par son identifiant, propre à la fiche.", source.Source, "sources"),
        ("stades", "Stades des pôles", "Un moment de la vie d’un pôle par ligne, de l’idée à la fin.", facts.Stage, "stades"),
        ("lieux", "Lieux", "Un bâtiment ou un site par ligne. Les coordonnées ne sont là que si une source les donne.", places.Place, "lieux"),
        ("territoires", "Territoires", "Un territoire concerné par une fiche, d’alors ou d’aujourd’hui, par ligne.", places.TerritoryTie, "territoires"),
        ("evenements", "Évènements", "Un évènement, constaté ou annoncé, par ligne.", facts.Event, "evenements"),
        ("cooperations", "Coopérations", "Une chose que des membres font ensemble par ligne.", facts.Cooperation, "cooperations"),
        ("financements", "Financements", "Une somme demandée, obtenue, versée ou annoncée par ligne ; les financeurs sont dans la table des relations.", facts.Funding, "financements"),
        ("reconnaissances", "Reconnaissances", "Un label ou une sélection par ligne.", facts.Recognition, "reconnaissances"),
        ("formes_juridiques", "Formes juridiques", "Une forme juridique par ligne, datée.", facts.LegalForm, "formes_juridiques"),
        ("gouvernances", "Gouvernances", "Une façon de décider par ligne, datée.", facts.Governance, "gouvernances"),
        ("autres_noms", "Autres noms", "Un autre nom par ligne.", facts.OtherName, "autres_noms"),
        ("enonces", "Énoncés", "Une idée par ligne : objectif, difficulté, moyen, résultat, facteur de succès, frein, limite, enseignement, condition de transfert, perspective, effet pour les habitants (colonne « champ »), avec les pôles dont elle est vraie.", narrative.Means, CLAIMS),
        ("messages", "Messages", "Un message à un public par ligne.", narrative.Message, "messages"),
        ("sections", "Récit", "Une rubrique du récit par ligne, dans l’ordre de la source.", narrative.Section, "sections"),
        ("citations", "Citations", "Une courte phrase imprimée dans une source par ligne.", narrative.Quotation, "citations"),
    )
)  # fmt: skip


def fact_tables(catalogue: Catalogue) -> Iterator[Table]:
    """Yield each table of facts, its rows in the order of the sheets."""
    for told in FACT_TABLES:
        readings = readings_of(told.model)
        columns = (*WHERE, *(reading.column for reading in _told_apart(readings)))
        yield Table(told.name, told.title, told.description, columns, tuple(_rows(told, readings, catalogue)))


def _rows(told: FactTable, readings: tuple[Reading, ...], catalogue: Catalogue) -> Iterator[tuple[Value, ...]]:
    for sheet in catalogue.published():
        for field in told.fields:
            for rank, fact in enumerate(getattr(sheet.record, field, ()), start=1):
                yield (*where(sheet, field, rank), *cells(fact, readings, catalogue))


def _told_apart(readings: tuple[Reading, ...]) -> Iterator[Reading]:
    """Yield the readings with a column that no other column of the table is called: `id` of a source becomes `source`."""
    for reading in readings:
        taken = reading.column.name == "id"
        yield replace(reading, column=replace(reading.column, name="source")) if taken else reading
