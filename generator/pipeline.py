"""Receives the folders of a project; runs every stage in order; never does a stage's work itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.catalogue import Catalogue
from generator.durations import Clock
from generator.examine import WORTH_A_PROCESS, Examined, Examiner
from generator.gathering import catalogue_of, twin_address_problems
from generator.history.erasures import load_erasures
from generator.history.past import Past, past_of
from generator.history.vanished import vanished_problems
from generator.history.versions import recorded_steps
from generator.kept import Kept
from generator.problems import BadRecords, Problem, errors
from generator.publish.engine import dress
from generator.publish.hand_links import refuse_lost_links
from generator.publish.leaflet import write_leaflet
from generator.publish.notes import write_notes
from generator.publish.pruning import prune_theme
from generator.publish.search.hand_written import hand_written
from generator.publish.search.index import write_search_index
from generator.publish.search.part import index_part
from generator.publish.sitemap import pages_in, standing, write_sitemap
from generator.publish.swap import put_in_place, workshop_beside
from generator.publish.typefaces import write_typefaces
from generator.publish.typography import typeset_pages
from generator.publish.unchanged import keep_times
from generator.publish.writer import Writer, Written, remove_shells
from generator.reference import load_reference, name_of_reference
from generator.render.page_data import with_structured_data
from generator.render.site_pages import Part, site_parts
from generator.settings import Settings, load_settings
from generator.sheets import list_sheets
from generator.site import REFERENCE, REPOSITORY_ROOT, SETTINGS
from generator.workers import alongside

WITHOUT_HISTORY = {
    "partiel": "ce dépôt est une copie partielle, et les pages des versions d’avant manqueraient. Complétez-le : « git fetch --unshallow ».",
    "absent": "ce dossier n’est pas la racine d’un dépôt git, et les pages des versions d’avant manqueraient. Partez d’un « git clone » entier.",
}


@dataclass(frozen=True)
class Check:
    """What checking a folder of sheets gave: a catalogue if no error was met, and every problem, sorted."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]


def check(records: Path, reference: Path = REFERENCE, *, with_drafts: bool = False) -> Check:
    """Read, validate and link every sheet under `records`; raise BadRecords when a vocabulary is faulty."""
    known = load_reference(reference)
    listing = list_sheets(records)
    found = Examiner(listing.files, known, Kept("fiches"), name_of_reference(reference)).all()
    problems = [problem for one in found for problem in one.problems]
    problems += [*listing.problems, *twin_address_problems(listing.files, found)]
    problems += vanished_problems(records, _standing(found))
    problems.sort()
    return Check(None if errors(problems) else catalogue_of(found, known, with_drafts=with_drafts), tuple(problems))


def load(records: Path, reference: Path = REFERENCE, *, with_drafts: bool = False) -> Catalogue:
    """Return the catalogue of `records`, with its drafts for a preview; raise BadRecords when a sheet is faulty."""
    checked = check(records, reference, with_drafts=with_drafts)
    if checked.catalogue is None:
        raise BadRecords(checked.problems)
    return checked.catalogue


def _standing(found: Iterable[Examined]) -> frozenset[tuple[str, str]]:
    """Return what is published under its own or its former identifier; a faulty sheet counts, its faults are told already."""
    found = tuple(found)
    editions = {(one.kind, one.id): one.record.edition for one in found if one.record}
    drafts = {key for key, edition in editions.items() if edition and edition.statut == "brouillon"}
    former = {(kind, one) for (kind, _), edition in editions.items() if edition for one in edition.anciens_ids}
    return frozenset(({(one.kind, one.id) for one in found} - drafts) | former)


@dataclass(frozen=True)
class Build:
    """What a build made."""

    catalogue: Catalogue
    warnings: tuple[Problem, ...]
    pages: int
    seconds: float


class PartialHistory(Exception):
    """Says why a site to publish cannot be built: the permanent pages of former versions would be missing."""


@dataclass(frozen=True)
class Wanted:
    """What a site is for: a preview shows drafts, one to publish refuses a partial history, one to deposit names nobody to ask."""

    with_drafts: bool = False
    whole_history: bool = False
    without_contacts: bool = False


def build(records: Path, site: Path, settings: Path = SETTINGS, wanted: Wanted = Wanted(), clock: Clock | None = None) -> Build:
    """Build the whole site beside `site` and put it in place; raise BadRecords, PartialHistory, RefusedPlace or EngineFault, the former site whole."""
    clock = clock or Clock()
    with clock.phase("verification"):
        checked = check(records, with_drafts=wanted.with_drafts)
    if checked.catalogue is None:
        raise BadRecords(checked.problems)
    catalogue = checked.catalogue.without_contacts() if wanted.without_contacts else checked.catalogue
    with clock.phase("historique"):
        past = remember(records, catalogue)
    if wanted.whole_history and past.extent != "entier":
        raise PartialHistory(WITHOUT_HISTORY[past.extent])
    site = site.resolve()
    with workshop_beside(site) as workshop:
        with clock.phase("habillage"):
            dress(settings, workshop)
        pages = fill(workshop, catalogue, load_settings(settings), past, clock)
        with clock.phase("mise en place"):
            keep_times(workshop, site)
            put_in_place(workshop, site)
    return Build(catalogue, checked.problems, pages, clock.seconds)


def remember(records: Path, catalogue: Catalogue, reference: Path = REFERENCE) -> Past:
    """Return what the sheets of `catalogue` and those before them said, as far as the repository of `records` goes back; raise BadRecords when the list of erased versions is faulty."""
    return past_of(recorded_steps(records), catalogue, load_erasures(reference))


def fill(site: Path, catalogue: Catalogue, settings: Settings, past: Past, clock: Clock) -> int:
    """Fill the shells that stand in `site`, index the pages and return how many there are."""
    with clock.phase("habillage"):
        prune_theme(site)
        typeset_pages(site)
        write_typefaces(site, REPOSITORY_ROOT / ".cache" / "polices")
        write_leaflet(site)
    made_by_the_engine = pages_in(site)
    with clock.phase("pages"):
        parts = _written(site, catalogue, settings, past)
    remove_shells(site)
    by_hand = standing(site, made_by_the_engine)
    with clock.phase("notes"):
        write_notes(site, [note for part in parts for note in part.notes], REPOSITORY_ROOT / ".cache" / "notes")
    refuse_lost_links(site, by_hand)
    with clock.phase("recherche"):
        write_search_index(site, [*(part.index for part in parts), index_part(hand_written(site, by_hand))])
    return write_sitemap(site, settings.site_url, {*by_hand, *(address for part in parts for address in part.listed)})


def _written(site: Path, catalogue: Catalogue, settings: Settings, past: Past) -> list[Written]:
    """Write every part of the site, those that can be by several processes, and return what each leaves to do."""
    writer = Writer(site)

    def write(part: Part) -> Written:
        return writer.write(with_structured_data(part.made(), catalogue, settings))

    parts = site_parts(catalogue, settings, past)
    staying, going = [part for part in parts if part.stays], [part for part in parts if not part.stays]
    worth = 2 if len(catalogue) >= WORTH_A_PROCESS else len(going) + 1
    told, here = alongside(
        lambda rank: write(going[rank]), range(len(going)), lambda: [write(part) for part in staying], worth=worth
    )
    return [*told, *here]
