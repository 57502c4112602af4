"""Receives one entry; yields what its own parts contradict: its name, its sources, its figures; never looks at another sheet."""

import re
from collections.abc import Iterator

from generator.document import Document
from generator.entry import Entry
from generator.problems import Problem
from generator.sentences import Sentence
from generator.validate import problem_at
from schemas.scalars import SLUG


def own_problems(entry: Entry) -> Iterator[Problem]:
    """Yield the problems that `entry` has by itself."""
    yield from _identity_problems(entry)
    yield from _twin_source_problems(entry)
    yield from _figure_problems(entry, frozenset(source_ids(entry.document).values()))


def source_ids(document: Document) -> dict[int, str]:
    """Return the identifier of each source that has one, by its rank in the sheet."""
    sources = document.tree.get("sources") if isinstance(document.tree, dict) else None
    named = enumerate(sources) if isinstance(sources, list) else ()
    ids = {rank: source.get("id") for rank, source in named if isinstance(source, dict)}
    return {rank: name for rank, name in ids.items() if isinstance(name, str) and name}


def _identity_problems(entry: Entry) -> Iterator[Problem]:
    written = entry.document.tree.get("id") if isinstance(entry.document.tree, dict) else None
    if isinstance(written, str) and written not in ("", entry.id):
        or_else = (
            f", supprimez la ligne, ou renommez le fichier « {written}.yaml »"
            if re.fullmatch(SLUG, written)
            else " ou supprimez la ligne"
        )
        yield problem_at(
            entry.document,
            ("id",),
            Sentence(
                "identifiant-different",
                f"L’identifiant « {written} » n’est pas le nom du fichier.",
                f"Écrivez « id: {entry.id} »{or_else}.",
            ),
        )


def _twin_source_problems(entry: Entry) -> Iterator[Problem]:
    met: set[str] = set()
    for rank, name in source_ids(entry.document).items():
        if name in met:
            yield problem_at(
                entry.document,
                ("sources", rank, "id"),
                Sentence(
                    "source-en-double",
                    f"Deux sources portent l’identifiant « {name} ».",
                    "Donnez à chacune un identifiant différent.",
                ),
            )
        met.add(name)


def _figure_problems(entry: Entry, sources: frozenset[str]) -> Iterator[Problem]:
    if entry.record is None or len(entry.record.sources) < 2:
        return
    for number, figure in enumerate(entry.record.mesures):
        if not figure.sources:
            yield problem_at(
                entry.document,
                ("mesures", number),
                figure_without_source(figure.imprime, sources),
            )


def figure_without_source(printed: str, sources: frozenset[str]) -> Sentence:
    """Return what is told of a figure that names none of the several sources of its sheet."""
    advice = (
        f"Ajoutez « sources: [{min(sources)}] » à ce chiffre."
        if sources
        else "Donnez un « id: » à chaque source, puis ajoutez « sources: [cet-id] » à ce chiffre."
    )
    return Sentence("chiffre-sans-source", f"On ne sait pas laquelle des sources donne « {printed} ».", advice)
