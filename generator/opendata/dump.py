"""Receives a catalogue; returns every file of the open data; never writes one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.catalogue import Catalogue
from generator.opendata.about import ARCHIVE, DESCRIPTION, LICENCE_FILE, LICENCE_TEXT, LICENCE_TITLE, About
from generator.opendata.archive import archive, checksums
from generator.opendata.datapackage import datapackage
from generator.opendata.dcat import catalogue_ttl
from generator.opendata.facts import fact_tables
from generator.opendata.files import File
from generator.opendata.places import places_as_geojson
from generator.opendata.release import release_of
from generator.opendata.ro_crate import NAME as CRATE
from generator.opendata.ro_crate import ro_crate
from generator.opendata.sheet_tables import all_sheets, contributions, reviews, sheets_of_kind, vocabularies
from generator.opendata.tables import Table
from generator.opendata.ties import ties
from generator.opendata.writing import as_csv, as_json, as_parquet
from generator.settings import Settings

WRITERS = {"csv": as_csv, "json": as_json, "parquet": as_parquet}
SUMS = "SHA256SUMS.txt"


@dataclass(frozen=True)
class Dump:
    """The open data of one release: `tables`; `files`, each at its path in the folder of the data; the `archive` of them; the `catalogue` that portals read."""

    about: About
    tables: tuple[Table, ...]
    files: tuple[File, ...]
    archive: File
    catalogue: File


def dump(catalogue: Catalogue, settings: Settings, also: Iterable[File] = ()) -> Dump:
    """Return the dump of the published sheets; `also` are files made elsewhere that belong to it, at their paths."""
    tables = tuple(tables_of(catalogue, settings))
    about = About(release_of(tables, catalogue), settings)
    data = (*_written(tables), places_as_geojson(catalogue, tables, settings.site_url), *also)
    described = (
        *data,
        File(LICENCE_FILE, LICENCE_TEXT.encode(), "Licence"),
        File("LISEZMOI.txt", _read_me(tables, about).encode(), "Lisez-moi"),
        File("datapackage.json", datapackage(data, about), "Description Frictionless"),
    )
    crated = (*described, File(CRATE, ro_crate(described, about), "Description RO-Crate"))
    files = (*crated, File(SUMS, checksums(crated), "Empreintes"))
    whole = File(about.archive_path, archive(files, f"observatoire-donnees-{about.release.name}"), "Toutes les données")
    return Dump(about, tables, files, whole, File("catalogue.ttl", catalogue_ttl((whole, *data), about), "Catalogue DCAT-AP"))


def tables_of(catalogue: Catalogue, settings: Settings) -> Iterator[Table]:
    """Yield every table of the dump, what is asked most first."""
    for kind in ("poles", "practices", "actors"):
        yield sheets_of_kind(kind, catalogue, settings)
    yield ties(catalogue)
    yield from fact_tables(catalogue)
    yield contributions(catalogue)
    yield from reviews(catalogue)
    yield all_sheets(catalogue, settings)
    yield vocabularies(catalogue)


def _written(tables: Iterable[Table]) -> Iterator[File]:
    for table in tables:
        for extension, write in WRITERS.items():
            yield File(f"{extension}/{table.name}.{extension}", write(table), table.title, table)


def _read_me(tables: Iterable[Table], about: About) -> str:
    listed = "".join(f"- {table.name} : {table.title}, {len(table.rows)} ligne(s). {table.description}\n" for table in tables)
    return (
        f"{about.title}\n\n{DESCRIPTION}\n\nVersion {about.release.version}, {about.release.date or 'sans date'}. {LICENCE_TITLE}.\n"
        f"Citer : {about.citation}\nDictionnaire des colonnes : {about.home}dictionnaire/\n\nTables\n\n{listed}\n"
        "CSV : UTF-8 avec marque d’ordre, séparateur point-virgule, décimales au point, fins de ligne CRLF.\n"
        "Une cellule à plusieurs valeurs en a une par ligne.\n"
        "Un texte qui commence par = + - @, une tabulation ou une apostrophe est précédé d’une apostrophe, pour qu’aucun\n"
        "tableur ne l’exécute : ôtez-en une seule pour le retrouver. Les nombres, même négatifs, ne sont pas touchés ;\n"
        "JSON et Parquet gardent les textes tels quels.\n\n"
        f"Vérifier : sha256sum --check {SUMS}. Archive : {ARCHIVE}.\n"
    )
