"""Receives a catalogue; returns the lists of sheets, page after page; never more than a hundred sheets on one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from generator.catalogue import Catalogue, Sheet
from generator.derive.brief import shortened
from generator.derive.timeline import last_stage_words, last_stages
from generator.derive.whereabouts import whereabouts
from generator.french import fold
from generator.prose import to_text
from generator.render.escaping import text
from generator.render.page import Page
from generator.site import KINDS, PAGE_SIZE, SHELL, Kind, list_page

SUMMARY_LENGTH = 220


@dataclass(frozen=True)
class Card:
    """One sheet in a list; `filters` are what the list can be filtered by."""

    name: str
    sort_name: str
    address: str
    kicker: str
    summary: str
    place: str
    date: str
    badges: tuple[str, ...]
    filters: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class ListFilter:
    """A choice offered above a list."""

    id: str
    title: str
    choices: tuple[str, ...]


FILTER_TITLES = {"type": "Type", "stade": "Stade", "theme": "Thème", "role": "Rôle de la collectivité"}


def card(sheet: Sheet, catalogue: Catalogue) -> Card:
    """Return the card of a sheet."""
    filters = _filter_values(sheet, catalogue)
    edition = sheet.record.edition
    return Card(
        name=sheet.name,
        sort_name=fold(sheet.name),
        address=sheet.address,
        kicker=" · ".join(filters.get("type") or filters.get("theme") or ()),
        summary=shortened(to_text(sheet.record.resume or ""), SUMMARY_LENGTH),
        place=whereabouts(sheet, catalogue).words,
        date=(edition.modifiee_le or edition.creee_le or "") if edition else "",
        badges=_stage(sheet, catalogue) + filters.get("role", ())[:3],
        filters=filters,
    )


def list_pages(catalogue: Catalogue, env: Environment) -> Iterator[Page]:
    """Yield the pages of the list of each kind; the first stands in the hub page of the kind."""
    for kind in KINDS.values():
        published = catalogue.published(kind.name)
        cards = sorted((card(sheet, catalogue) for sheet in published), key=lambda one: one.sort_name)
        yield from _pages_of(kind, cards, env)


def _pages_of(kind: Kind, cards: list[Card], env: Environment) -> Iterator[Page]:
    pages = max(1, -(-len(cards) // PAGE_SIZE))
    for number in range(1, pages + 1):
        root = "../" if number == 1 else "../../"
        shown = cards[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        body = env.get_template("list.html.jinja").render(
            kind=kind,
            root=root,
            cards=shown,
            filters=_choices(shown),
            total=len(cards),
            page=number,
            pages=pages,
            page_links=[(other, list_page(kind, other)) for other in range(1, pages + 1)],
        )
        yield _page(kind, number, root, body, env)


def _page(kind: Kind, number: int, root: str, body: str, env: Environment) -> Page:
    address = list_page(kind, number)
    if number == 1:
        return Page(address, address, {f"liste-{kind.name}": body})
    title = f"{kind.plural_title}, page {number}"
    whole = env.get_template("list_page.html.jinja").render(kind=kind, root=root, page=number, body=Markup(body))  # noqa: S704
    gaps = {
        "identifiant": f"page-{number}",
        "titre": text(title),
        "description": text(f"Liste des {kind.plural}, suite."),
        "tete": "",
        "corps": whole,
    }
    return Page(kind.address(SHELL), address, gaps)


def _filter_values(sheet: Sheet, catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    record, label = sheet.record, catalogue.label
    authorities = getattr(record, "collectivites", ())
    roles = tuple(dict.fromkeys(label("roles_collectivite", role) for authority in authorities for role in authority.roles))
    match sheet.kind.name:
        case "poles":
            last = tuple(label("stades", stage.stade) for stage in last_stages(record))
            return {"type": tuple(label("types_pole", code) for code in record.types), "stade": last, "role": roles}
        case "practices":
            return {"theme": tuple(label("themes", code) for code in record.themes), "role": roles}
        case _:
            return {"type": _present(label("types_acteur", record.type))}


def _stage(sheet: Sheet, catalogue: Catalogue) -> tuple[str, ...]:
    return _present(last_stage_words(sheet.record, catalogue)) if sheet.kind.name == "poles" else ()


def _present(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _choices(cards: list[Card]) -> list[ListFilter]:
    found: dict[str, set[str]] = {}
    for one in cards:
        for name, values in one.filters.items():
            found.setdefault(name, set()).update(values)
    return [ListFilter(name, FILTER_TITLES[name], tuple(sorted(values, key=fold))) for name, values in found.items() if values]
