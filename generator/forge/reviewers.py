"""Receives the file of reviewers and a catalogue; returns the `CODEOWNERS` of a forge; never names a team of its own."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from generator.catalogue import Catalogue, Sheet
from generator.derive.presence import presences
from generator.document import Document
from generator.french import typeset
from generator.link import Linker
from generator.problems import BadRecords, Problem
from generator.read import read_file
from generator.validate import problem_at, validate
from schemas.references import Reference
from schemas.reviewers import Reviewers
from schemas.structure import leaves

FILE = "relecteurs.yaml"
HEADER = typeset("""# Fabriqué par « observatoire forge » depuis reference/relecteurs.yaml : ne pas modifier à la main.
# La dernière ligne qui convient l’emporte ; une ligne sans équipe n’appelle personne.
""")


def load_reviewers(reference: Path, catalogue: Catalogue) -> Reviewers:
    """Return who reviews what; raise BadRecords when the file is faulty or names what does not exist."""
    shown = f"reference/{FILE}"
    reading = read_file(shown, reference / FILE)
    if reading.document is None:
        raise BadRecords(reading.problems)
    validation = validate(reading.document, Reviewers)
    if problems := [*reading.problems, *validation.problems, *_unknown(reading.document, catalogue)]:
        raise BadRecords(problems)
    return validation.record


def code_owners(reviewers: Reviewers, catalogue: Catalogue) -> str:
    """Return the file: everything to the teams by default, then each sheet that a network signs or that a territory has."""
    lines = [_line("*", reviewers.tous)]
    lines += [_line(f"/{sheet.path}", teams) for sheet, teams in _teams_of_sheets(reviewers, catalogue).items()]
    return HEADER + "\n".join(lines) + "\n"


def _teams_of_sheets(reviewers: Reviewers, catalogue: Catalogue) -> dict[Sheet, list[str]]:
    present = presences(catalogue) if reviewers.regions else {}
    found: dict[Sheet, list[str]] = defaultdict(list)
    for network in reviewers.reseaux:
        for sheet in (sheet for sheet in catalogue if network.acteur in _signers(sheet)):
            found[sheet] += network.equipes
    for territory in reviewers.regions:
        for presence in present.get(territory.territoire, ()):
            found[presence.sheet] += territory.equipes
    return {sheet: found[sheet] for sheet in catalogue if sheet in found}


def _signers(sheet: Sheet) -> set[str | None]:
    edition = sheet.record.edition
    return {contributor.acteur for contributor in edition.contributeurs} if edition else set()


def _line(pattern: str, teams: tuple[str, ...] | list[str]) -> str:
    return " ".join([pattern, *dict.fromkeys(teams)])


def _unknown(document: Document, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield the networks and territories that do not exist."""
    linker = Linker({kind: frozenset(sheets) for kind, sheets in catalogue.sheets.items()}, catalogue.reference)
    for leaf in leaves(Reviewers, document.tree):
        for mark in (mark for mark in leaf.marks if isinstance(mark, Reference)):
            if leaf.value and (sentence := linker.fault(mark, leaf.value)):
                yield problem_at(document, leaf.path, sentence)
