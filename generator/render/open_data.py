"""Receives a catalogue; returns the open data with the page that offers it and the page that explains each column; never a person."""

import re
from collections.abc import Iterable, Iterator

from jinja2 import Environment

from generator.catalogue import Catalogue
from generator.french import number_in_words
from generator.opendata.about import DESCRIPTION, FOLDER, LICENCE_URL
from generator.opendata.dump import Dump, dump
from generator.opendata.files import File
from generator.opendata.skos import vocabularies_ttl
from generator.render.page import Attachment, Page
from generator.settings import Settings

TITLES = {"poles.geojson": "Pôles", "vocabulaires.ttl": "Vocabulaires (SKOS)"}
_INSIDE = re.compile(rf"^{FOLDER}/")


def open_data(
    catalogue: Catalogue, env: Environment, settings: Settings, also: Iterable[Attachment]
) -> Iterator[Page | Attachment]:
    """Yield the dump, its page and its dictionary; `also` are files of `donnees/` made elsewhere, which the dump describes and holds."""
    made = dump(catalogue, settings, [_as_file(one) for one in also])
    for file in (*made.files, made.archive, made.catalogue):
        yield Attachment(f"{FOLDER}/{file.path}", file.content)
    yield _page(made, env, settings)
    body = env.get_template("dictionary.html.jinja").render(
        dump=made, vocabularies=catalogue.reference.vocabularies, kinds=KINDS_OF_VALUES
    )
    yield Page(f"{FOLDER}/dictionnaire/", f"{FOLDER}/dictionnaire/", {"dictionnaire": body})


KINDS_OF_VALUES = {
    "texte": "texte",
    "recit": "récit (Markdown)",
    "date": "date : année, mois ou jour",
    "nombre": "nombre",
    "entier": "nombre entier",
}


def vocabularies_as_skos(catalogue: Catalogue, settings: Settings) -> Attachment:
    """Return `/donnees/vocabulaires.ttl`."""
    return Attachment(f"{FOLDER}/vocabulaires.ttl", vocabularies_ttl(catalogue.reference.vocabularies, settings))


def size_in_words(size: int) -> str:
    """Return a number of bytes as people say it: « 12 ko »."""
    if size < 1_000_000:
        return f"{number_in_words(max(1, round(size / 1000)))} ko"
    return f"{number_in_words(round(size / 1_000_000, 1))} Mo"


def _as_file(attachment: Attachment) -> File:
    path = _INSIDE.sub("", attachment.path)
    content = attachment.content if isinstance(attachment.content, bytes) else attachment.content.encode()
    return File(path, content, TITLES[path])


def _page(made: Dump, env: Environment, settings: Settings) -> Page:
    by_path = {file.path: file for file in made.files}
    rows = [(table, [by_path[f"{one}/{table.name}.{one}"] for one in ("csv", "parquet", "json")]) for table in made.tables]
    body = env.get_template("open_data.html.jinja").render(
        about=made.about,
        description=DESCRIPTION,
        archive=made.archive,
        rows=rows,
        maps=[file for file in made.files if file.format in ("GeoJSON", "Turtle")],
        size=size_in_words,
        licence_url=LICENCE_URL,
        dated_archives=settings.dated_archives_url,
    )
    return Page(f"{FOLDER}/", f"{FOLDER}/", {"donnees": body}, subject=made)
