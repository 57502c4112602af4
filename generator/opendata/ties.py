"""Receives a catalogue; returns the table of every tie that a sheet writes to another sheet or organisation; never a tie that is deduced."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.opendata.cells import Value, cells
from generator.opendata.columns import Column, Reading, readings_of
from generator.opendata.tables import WHERE, Table, where
from generator.site import KINDS
from schemas import facts
from schemas.dated import DatedFact

GENRES = {"acteur": "actors", "pole": "poles", "pratique": "practices"}


@dataclass(frozen=True)
class Nature:
    """A field that ties: the words of the tie; `codes` is the field that types it, and `vocabulary` their list; `inside`, the field of each fact that holds the parties."""

    field: str
    words: str
    codes: str = ""
    vocabulary: str = ""
    inside: str = ""


NATURES = (
    Nature("membres", "membre", "relation", "relations_membre"),
    Nature("acteurs", "acteur de la pratique", "relation", "relations_membre"),
    Nature("membre_de", "membre de", "relation", "relations_membre"),
    Nature("collectivites", "rôle de collectivité", "roles", "roles_collectivite"),
    Nature("relations", "relation", "type", "types_relation"),
    Nature("poles", "pôle de la pratique", "role", "roles_pole_pratique"),
    Nature("pratiques_liees", "pratique liée", "type", "types_lien_pratique"),
    Nature("succede_a", "succession"),
    Nature("financements", "financeur", "type", "types_financement", inside="financeurs"),
    Nature("reconnaissances", "reconnaissance accordée", "reconnaissance", "reconnaissances", inside="par"),
    Nature("lieux", "propriétaire du lieu", "role", "roles_lieu", inside="proprietaires"),
)
TYPE = (
    Column("fait", "Fait", "Pour un financeur, un propriétaire ou qui accorde une reconnaissance : identifiant de la ligne du financement, du lieu ou de la reconnaissance."),
    Column("nature", "Nature du lien", "Ce que le champ veut dire : membre, rôle de collectivité, relation, pôle de la pratique, financeur…", required=True),
    Column("liste", "Liste des codes", "Liste de la table des vocabulaires où les codes de la colonne « codes » sont définis."),
    Column("codes", "Codes", "Ce qui précise le lien, dans la liste nommée : relation du membre, rôles de la collectivité, type de relation…", many=True),
    Column("codes_libelle", "Codes (libellé)", "Libellé de chaque code, dans le même ordre.", many=True),
    Column("cible_genre", "Genre de la cible", "poles, pratiques ou acteurs ; vide si la cible n’a pas de fiche."),
    Column("cible", "Cible", "Identifiant de la fiche liée, dans son genre ; vide si elle n’a pas de fiche."),
    Column("cible_nom", "Nom de la cible", "Nom de la fiche liée, ou à défaut les mots de la source."),
)  # fmt: skip
OWN = (
    *readings_of(facts.Membership, without=(*DatedFact.model_fields, "acteur", "relation", "texte")),
    *readings_of(facts.AuthorityRole, without=(*DatedFact.model_fields, "acteur", "designation", "roles")),
)
EVIDENCE = readings_of(DatedFact)


def ties(catalogue: Catalogue) -> Table:
    """Return the ties of all published sheets, in their order, then in that of `NATURES`."""
    columns = (*WHERE, *TYPE, *(_column(reading) for reading in (*OWN, *EVIDENCE)))
    return Table(
        "relations",
        "Relations",
        "Un lien par ligne : membres, rôles des collectivités, relations typées, pôles d’une pratique, pratiques liées, "
        "successions, financeurs, propriétaires. Chacun avec son type, ses dates, son statut et ses sources.",
        columns,
        tuple(row for sheet in catalogue.published() for nature in NATURES for row in _rows(sheet, nature, catalogue)),
    )


def _column(reading: Reading) -> Column:
    """Return the column of a field that only some ties have, hence never required."""
    told = reading.column
    name = {"type": "participant_type", "type_libelle": "participant_type_libelle"}.get(told.name, told.name)
    return Column(name, told.title, told.description, told.kind, told.many, told.vocabulary)


def _rows(sheet: Sheet, nature: Nature, catalogue: Catalogue) -> Iterator[tuple[Value, ...]]:
    for rank, fact in enumerate(getattr(sheet.record, nature.field, ()), start=1):
        parties = getattr(fact, nature.inside) or () if nature.inside else (fact,)
        for place, party in enumerate(parties if isinstance(parties, tuple) else (parties,), start=1):
            yield (
                *_placed(sheet, nature, rank, place),
                *_typed(fact, nature, catalogue),
                *_target(party, catalogue),
                *_own(party, nature, catalogue),
                *cells(None if isinstance(fact, str) else fact, EVIDENCE, catalogue),
            )


def _placed(sheet: Sheet, nature: Nature, rank: int, place: int) -> tuple[Value, ...]:
    """Return where the tie is written, then the fact that it is inside, if any."""
    identifier, *rest = where(sheet, nature.field, rank)
    return (f"{identifier}/{nature.inside}/{place}", *rest, identifier) if nature.inside else (identifier, *rest, None)


def _typed(fact: Any, nature: Nature, catalogue: Catalogue) -> tuple[Value, ...]:
    codes = _codes(fact, nature)
    labels = tuple(catalogue.label(nature.vocabulary, code) for code in codes)
    return (nature.words, nature.vocabulary if codes else None, codes, labels)


def _codes(fact: Any, nature: Nature) -> tuple[str, ...]:
    value = getattr(fact, nature.codes) if nature.codes else None
    return value if isinstance(value, tuple) else (value,) if value else ()


def _target(party: Any, catalogue: Catalogue) -> tuple[Value, ...]:
    """Return the genre, the identifier and the name of what is tied; a plain identifier is that of an actor."""
    for attribute, kind in GENRES.items():
        identifier = party if isinstance(party, str) and kind == "actors" else getattr(party, attribute, None)
        if identifier:
            sheet = catalogue.sheets[kind].get(identifier)
            return (KINDS[kind].folder, identifier, sheet.name if sheet else getattr(party, "designation", None) or identifier)
    return (None, None, getattr(party, "designation", None))


def _own(party: Any, nature: Nature, catalogue: Catalogue) -> tuple[Value, ...]:
    """Return what the party itself says; `type` types a participant only where it does not type the tie."""
    return tuple(cell for reading in OWN for cell in cells(_sayer(party, reading, nature), (reading,), catalogue))


def _sayer(party: Any, reading: Reading, nature: Nature) -> Any:
    is_tie = nature.codes == "type" and reading.path == ("type",)
    return None if isinstance(party, str) or is_tie else party
