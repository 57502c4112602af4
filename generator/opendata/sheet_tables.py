"""Receives a catalogue; returns the tables whose rows are sheets, who made them and the lists of codes; never a contact."""

from collections.abc import Iterator

from generator.catalogue import Catalogue, Sheet
from generator.cite.as_text import as_text
from generator.cite.bibliography import LICENCE, bibliographic_entry
from generator.opendata.cells import Value, cells
from generator.opendata.columns import Column, readings_of
from generator.opendata.tables import WHERE, Table, fact_id, where
from generator.settings import Settings
from generator.site import KINDS
from schemas import KINDS as MODELS
from schemas.edition import Contributor, Edition, Review, ReviewAnswer

APART = ("id", "contact", "contributeurs", "relectures")
DESCRIPTIONS = {
    "poles": "Un pôle par ligne : ce qui le résume. Ses faits, ses lieux, ses liens et ses sources sont dans les autres tables.",
    "practices": "Une pratique par ligne : ce qui la résume. Ses énoncés, ses pôles et ses sources sont dans les autres tables.",
    "actors": "Une organisation par ligne. Ses liens, ses faits et ses sources sont dans les autres tables.",
}
IDENTIFIER = Column("identifiant", "Identifiant", "Identifiant de la fiche, permanent dans son genre.", required=True)
PUBLISHED = (
    Column("page", "Page", "Adresse de la page de la fiche.", required=True),
    Column("version", "Version", "Dix signes qui changent si et seulement si ce que dit la fiche change.", required=True),
    Column("page_version", "Page de la version", "Adresse permanente de la version lue ici.", required=True),
    Column("licence", "Licence", "Licence de la fiche.", required=True),
    Column("citer", "Comment citer", "Référence de la fiche, dans la version lue ici.", required=True),
)
EDITION = readings_of(Edition, without=APART)
SHEETS = (
    Column("genre", "Genre de fiche", "poles, pratiques ou acteurs : le dossier de la page sur le site.", required=True),
    IDENTIFIER,
    Column("nom", "Nom", "Nom ou titre de la fiche.", required=True),
    *PUBLISHED[:-1],
)
CONTRIBUTION = readings_of(Contributor)
REVIEW = readings_of(Review, without=("designation",))
ANSWER = readings_of(ReviewAnswer)
TERMS = (
    Column("liste", "Liste", "Nom de la liste fermée.", required=True),
    Column("liste_titre", "Titre de la liste", "Ce que la liste range.", required=True),
    Column("liste_definition", "Définition de la liste", "À quoi sert la liste.", required=True),
    Column("rang", "Rang", "Place du terme dans la liste, à partir de 1.", kind="entier", required=True),
    Column("code", "Code", "Ce que l’on écrit dans les fiches.", required=True),
    Column("libelle", "Libellé", "Ce que l’on lit sur le site.", required=True),
    Column("definition", "Définition", "Quand employer ce terme.", required=True),
)


def sheets_of_kind(kind: str, catalogue: Catalogue, settings: Settings) -> Table:
    """Return one row for each published sheet of `kind`."""
    readings = readings_of(MODELS[kind], without=(*APART, "licence"))
    return Table(
        KINDS[kind].folder,
        KINDS[kind].plural_title,
        DESCRIPTIONS[kind],
        (IDENTIFIER, *PUBLISHED, *(reading.column for reading in readings)),
        tuple(
            (
                sheet.id,
                *_published(sheet, settings),
                _reference(sheet, catalogue, settings),
                *cells(sheet.record, readings, catalogue),
            )
            for sheet in catalogue.published(kind)
        ),
        key=("identifiant",),
        of_sheets=False,
    )


def all_sheets(catalogue: Catalogue, settings: Settings) -> Table:
    """Return one row for each sheet, withdrawn ones included, with its editorial life."""
    return Table(
        "fiches",
        "Fiches",
        "Toutes les fiches, une par ligne, avec leur état : une fiche retirée n’est qu’ici, avec le motif de son retrait.",
        (*SHEETS, *(reading.column for reading in EDITION if reading.column.name != "licence")),
        tuple(_sheet_row(sheet, catalogue, settings) for sheet in catalogue),
        key=("genre", "identifiant"),
        of_sheets=False,
    )


def _sheet_row(sheet: Sheet, catalogue: Catalogue, settings: Settings) -> tuple[Value, ...]:
    readings = tuple(reading for reading in EDITION if reading.column.name != "licence")
    edition = cells(sheet.record.edition, readings, catalogue)
    return (sheet.kind.folder, sheet.id, sheet.name, *_published(sheet, settings), *edition)


def contributions(catalogue: Catalogue) -> Table:
    """Return one row for each contribution of an organisation to a sheet."""
    columns = (*WHERE, *(reading.column for reading in CONTRIBUTION))
    said = "Une contribution d’une organisation à une fiche par ligne."
    rows = (
        (*where(sheet, "contributeurs", rank), *cells(one, CONTRIBUTION, catalogue))
        for sheet in catalogue.published()
        for rank, one in enumerate(sheet.record.edition.contributeurs if sheet.record.edition else (), start=1)
    )
    return Table("contributions", "Contributions", said, columns, tuple(rows))


def reviews(catalogue: Catalogue) -> Iterator[Table]:
    """Yield the reviews, by the sheet of the organisation only, then the answers to their grids."""
    reviewed = [
        (sheet, rank, review)
        for sheet in catalogue.published()
        for rank, review in enumerate(sheet.record.edition.relectures if sheet.record.edition else (), start=1)
    ]
    yield Table(
        "relectures",
        "Relectures",
        "Une relecture par ligne. Qui relit n’est nommé que par la fiche de son organisation.",
        (*WHERE, *(reading.column for reading in REVIEW)),
        tuple((*where(sheet, "relectures", rank), *cells(review, REVIEW, catalogue)) for sheet, rank, review in reviewed),
    )
    link = Column("relecture", "Relecture", "Identifiant de la ligne de la table des relectures.", required=True)
    yield Table(
        "grilles_de_relecture",
        "Grilles de relecture",
        "Une réponse à une question de relecture par ligne.",
        (*WHERE, link, *(reading.column for reading in ANSWER)),
        tuple(
            (_answer_id(sheet, rank, place), *where(sheet, "relectures", place)[1:], fact_id(sheet, "relectures", rank), *cells(answer, ANSWER, catalogue))
            for sheet, rank, review in reviewed
            for place, answer in enumerate(review.reponses, start=1)
        ),
    )  # fmt: skip


def _answer_id(sheet: Sheet, review: int, place: int) -> str:
    return f"{fact_id(sheet, 'relectures', review)}/reponses/{place}"


def vocabularies(catalogue: Catalogue) -> Table:
    """Return one row for each term of each closed list."""
    rows = (
        (name, vocabulary.titre, vocabulary.definition, rank, term.code, term.libelle, term.definition)
        for name, vocabulary in sorted(catalogue.reference.vocabularies.items())
        for rank, term in enumerate(vocabulary.termes, start=1)
    )
    said = "Un terme par ligne : les codes de toutes les listes fermées, avec leur libellé et leur définition."
    return Table("vocabulaires", "Vocabulaires", said, TERMS, tuple(rows), key=("liste", "code"), of_sheets=False)


def _published(sheet: Sheet, settings: Settings) -> tuple[Value, ...]:
    licence = (sheet.record.edition and sheet.record.edition.licence) or LICENCE
    return (f"{settings.site_url}{sheet.address}", sheet.version, f"{settings.site_url}{sheet.version_address}", licence)


def _reference(sheet: Sheet, catalogue: Catalogue, settings: Settings) -> str:
    return as_text(bibliographic_entry(sheet, catalogue, settings))
