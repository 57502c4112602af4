"""Receives a catalogue and its past; returns the Atom feeds of what changes: all, by region, by theme, by pole; never more than the latest entries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from generator.catalogue import Catalogue, Sheet
from generator.changes import TRAIL
from generator.derive.attestations import attesting_poles
from generator.derive.whereabouts import whereabouts
from generator.french import NBSP
from generator.history.past import Past, Revision
from generator.render.page import Attachment
from generator.render.revisions import ToldRevision, told_revision
from generator.settings import Settings
from generator.site import CHANGES, KINDS

FEED = "fil.xml"
LATEST = 50
SUMMED_UP = 8
LONG_AGO = "1970-01-01T00:00:00Z"
ALL = f"{CHANGES}/{FEED}"


def has_feed(sheet: Sheet) -> bool:
    """Tell whether the changes of a sheet can be followed by themselves."""
    return sheet.kind.name == "poles" and not sheet.is_withdrawn


def region_feed(code: str) -> str:
    """Return the path of the feed of a region, from the root of the site."""
    return f"{CHANGES}/regions/{code}.xml"


def theme_feed(code: str) -> str:
    """Return the path of the feed of a theme, from the root of the site."""
    return f"{CHANGES}/themes/{code}.xml"


def pole_feed(sheet: Sheet) -> str:
    """Return the path of the feed of a pole, from the root of the site."""
    return f"{sheet.address}{FEED}"


def feed_titles(catalogue: Catalogue) -> Mapping[str, str]:
    """Return what each feed follows, by its path: those of regions and themes stand before anything happens there."""
    regions = {region_feed(one.code): one.name for one in catalogue.reference.territories.of_level("reg")}
    themes = {theme_feed(code): label for code, label in catalogue.reference.labels["themes"].items()}
    poles = {pole_feed(sheet): sheet.name for sheet in catalogue.published("poles")}
    return {ALL: "Tous les changements", **regions, **themes, **poles}


def feeds(catalogue: Catalogue, past: Past, settings: Settings) -> Iterator[Attachment]:
    """Yield every feed; that of a pole also where those who follow it under a former identifier ask for it."""
    found = _by_feed(catalogue, past)
    for path, title in feed_titles(catalogue).items():
        yield Attachment(path, _feed(path, title, found.get(path, []), catalogue, past, settings))
    for sheet in catalogue.published("poles"):
        path = pole_feed(sheet)
        for former in sheet.record.edition.anciens_ids if sheet.record.edition else ():
            same = _feed(path, sheet.name, found.get(path, []), catalogue, past, settings)
            yield Attachment(f"{sheet.kind.address(former)}{FEED}", same)


def _by_feed(catalogue: Catalogue, past: Past) -> Mapping[str, list[Revision]]:
    found: dict[str, list[Revision]] = defaultdict(list)
    for revision in past.latest:
        sheet = past.sheet_of(revision, catalogue)
        for path in _paths(sheet, catalogue) if sheet else ():
            if len(found[path]) < LATEST:
                found[path].append(revision)
    return found


def _paths(sheet: Sheet, catalogue: Catalogue) -> Iterable[str]:
    """Return the feeds where a change of `sheet` is told: a practice also concerns its poles."""
    regions = [region_feed(code) for code in whereabouts(sheet, catalogue).codes if code.startswith("reg-")]
    if sheet.kind.name == "practices":
        poles = attesting_poles(sheet, catalogue)
        return (ALL, *regions, *map(theme_feed, sheet.record.themes), *map(pole_feed, poles))
    return (ALL, *regions, *((pole_feed(sheet),) if has_feed(sheet) else ()))


def _feed(  # noqa: PLR0913, PLR0917 - what a feed is made of
    path: str, title: str, revisions: list[Revision], catalogue: Catalogue, past: Past, settings: Settings
) -> str:
    address = settings.site_url + path
    entries = "".join(_entry(one, catalogue, past, settings) for one in revisions)
    updated = max((_instant(one) for one in revisions), default=LONG_AGO)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">\n'
        f"<id>{escape(address)}</id>\n<title>{escape(f'{settings.site_name}{NBSP}: {title}')}</title>\n"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(address)}/>\n'
        f'<link rel="alternate" type="text/html" href={quoteattr(f"{settings.site_url}{CHANGES}/")}/>\n'
        f"<updated>{updated}</updated>\n<author><name>{escape(settings.site_name)}</name></author>\n"
        f"<rights>Licence Ouverte 2.0</rights>\n{entries}</feed>\n"
    )


def _entry(revision: Revision, catalogue: Catalogue, past: Past, settings: Settings) -> str:
    step, told = revision.step, told_revision(revision, catalogue)
    sheet = past.sheet_of(revision, catalogue)
    life = f"{settings.site_url}{sheet.address}versions/" if sheet else f"{settings.site_url}{CHANGES}/"
    name = sheet.name if sheet else step.id
    return (
        f"<entry>\n<id>{escape(_identifier(revision, settings))}</id>\n"
        f"<title>{escape(f'{name}{NBSP}: {told.title.lower()}')}</title>\n"
        f'<link rel="alternate" type="text/html" href={quoteattr(life)}/>\n'
        f"<updated>{_instant(revision)}</updated>\n<summary>{escape(_summary(told))}</summary>\n</entry>\n"
    )


def _identifier(revision: Revision, settings: Settings) -> str:
    step = revision.step
    address = KINDS[step.kind].version_address(step.id, step.version or "fin")
    return f"{settings.site_url}{address}#{step.revision[:12] or 'present'}"


def _summary(told: ToldRevision) -> str:
    titles = list(dict.fromkeys(one.title.split(TRAIL)[0] for one in told.changes))
    more = len(titles) - SUMMED_UP
    fields = f"Champs{NBSP}: {', '.join(titles[:SUMMED_UP])}{f' et {more} autres' if more > 0 else ''}." if titles else ""
    reason = f"Motif{NBSP}: {told.reason}." if told.reason else ""
    return f"{reason} {fields}".strip() or told.title


def _instant(revision: Revision) -> str:
    """Return when a revision was recorded, else the day that the sheet itself gives."""
    step = revision.step
    day = next((str(step.edition[name]) for name in ("modifiee_le", "creee_le") if name in step.edition), "")
    return step.instant or (f"{day}{'1970-01-01'[len(day) :]}T00:00:00Z" if day else LONG_AGO)
