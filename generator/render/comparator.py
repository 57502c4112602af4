"""Receives a catalogue; returns what the comparator reads (lists, a file for each sheet) and the comparisons prepared by type; never chooses for the reader."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

from generator.catalogue import Catalogue, Sheet
from generator.derive.axes import AXES
from generator.derive.brief import shortened
from generator.derive.comparison import NOT_SAID, UNSAID_LABEL, Axis, labels_of
from generator.derive.findable import Findable
from generator.derive.side_by_side import Side, Told, best_documented, side_of
from generator.derive.whereabouts import whereabouts
from generator.derive.word_starts import called_by_start
from generator.french import typeset
from generator.prose import to_text
from generator.render.escaping import text
from generator.render.fact_fragments import dates_of
from generator.render.page import Attachment, Page
from generator.site import COMPARISONS, KINDS, SHELL

AT_ONCE = 6
WORDS_LENGTH = 240
LINES_SHOWN = 4
FILE = "comparer.json"


@dataclass(frozen=True)
class Prepared:
    """A comparison of the best documented poles of a type, that needs no script."""

    code: str
    label: str
    sheets: tuple[Sheet, ...]
    total: int

    @property
    def address(self) -> str:
        """Return the address of its page, from the root of the site."""
        return f"{COMPARISONS}/type-{self.code}/"


def prepared_comparisons(catalogue: Catalogue) -> tuple[Prepared, ...]:
    """Return a comparison for each type of pole that a sheet has, in the order of the vocabulary."""
    poles = catalogue.published("poles")
    by_type = {
        code: (label, tuple(pole for pole in poles if code in pole.record.types))
        for code, label in catalogue.reference.labels["types_pole"].items()
    }
    return tuple(
        Prepared(code, label, best_documented(sheets, AT_ONCE), len(sheets))
        for code, (label, sheets) in by_type.items()
        if sheets
    )


def comparator_pages(catalogue: Catalogue, env: Environment) -> Iterator[Page | Attachment]:
    """Yield the lists of each kind, the file of each sheet, and the page of each prepared comparison."""
    for kind, axes in AXES.items():
        sheets = catalogue.published(kind)
        yield from _lists(kind, sheets, catalogue)
        for sheet in catalogue.sheets[kind].values():
            yield from _files(sheet, axes, catalogue)
    for prepared in prepared_comparisons(catalogue):
        yield _page(prepared, catalogue, env)


def told_words(told: Told) -> str:
    """Return the words of a fact, cut to what can be read side by side."""
    return shortened(to_text(told.evidence.words), WORDS_LENGTH)


def _lists(kind: str, sheets: tuple[Sheet, ...], catalogue: Catalogue) -> Iterator[Attachment]:
    """Yield what names the axes and the sheets of a kind: one list, or a list for each start of word when they are many."""
    folder = KINDS[kind].folder
    lines = [_line_of(sheet, catalogue) for sheet in sheets]
    called = called_by_start([f"{name} {place}" for _, name, place in lines])
    whole = {} if called else {"fiches": lines}
    yield Attachment(f"{COMPARISONS}/{folder}.json", _json(_axes(AXES[kind], catalogue) | {"mots": list(called)} | whole))
    for start, some in called.items():
        told = {"total": some.total, "fiches": [lines[rank] for rank in some.ranks]}
        yield Attachment(f"{COMPARISONS}/{folder}-{start}.json", _json(told))


def _files(sheet: Sheet, axes: Mapping[str, Axis], catalogue: Catalogue) -> Iterator[Attachment]:
    """Yield what the comparator reads of a sheet, and where its former identifiers lead."""
    told = {"retiree": True} if sheet.is_withdrawn else _file(side_of(sheet, axes, catalogue), catalogue)
    yield Attachment(f"{sheet.address}{FILE}", _json(told))
    for former in sheet.record.edition.anciens_ids if sheet.record.edition else ():
        yield Attachment(f"{sheet.kind.address(former)}{FILE}", _json({"devenue": sheet.id}))


def _line_of(sheet: Sheet, catalogue: Catalogue) -> tuple[str, str, str]:
    return sheet.id, typeset(sheet.name), whereabouts(sheet, catalogue).words


def _axes(axes: Mapping[str, Axis], catalogue: Catalogue) -> dict[str, Any]:
    return {
        "axes": [
            {"id": axis.id, "titre": axis.title, "valeurs": _labels(axis, catalogue), "mots": axis.by_words}
            for axis in axes.values()
        ],
        "statuts": dict(catalogue.reference.labels["statuts_fait"]),
    }


def _labels(axis: Axis, catalogue: Catalogue) -> dict[str, str]:
    return {**labels_of(axis, catalogue), NOT_SAID: UNSAID_LABEL}


def _file(side: Side, catalogue: Catalogue) -> dict[str, Any]:
    facts = [told for values in side.told.values() for line in values.values() for told in line]
    cited = {source.number: source.source.titre for told in facts for source in told.own_sources}
    _, name, place = _line_of(side.sheet, catalogue)
    return {
        "nom": name,
        "lieu": place,
        "sources": {number: typeset(cited[number]) for number in sorted(cited)},
        "axes": {
            axis: {code: [_line(told, side.sheet) for told in line] for code, line in values.items()}
            for axis, values in side.told.items()
            if values
        },
    }


def _line(told: Told, sheet: Sheet) -> dict[str, Any]:
    """Return a fact without what is empty: its words, date, status (unless it is plainly stated), numbers of sources (or that none is named), teller."""
    evidence, fact = told.evidence, told.evidence.fact
    teller = evidence.told_by
    line = {
        "mots": typeset(told_words(told)),
        "quand": dates_of(fact) if hasattr(fact, "date") else "",
        "statut": "" if evidence.status == "constate" else evidence.status,
        "sources": [source.number for source in told.own_sources],
        "sans_source": told.lacks_source(sheet),
        "dit_par": [teller.address, typeset(teller.name)] if teller else [],
    }
    return {name: value for name, value in line.items() if value}


def _page(prepared: Prepared, catalogue: Catalogue, env: Environment) -> Page:
    axes = AXES["poles"]
    sides = [side_of(sheet, axes, catalogue) for sheet in prepared.sheets]
    title = f"Comparer les pôles : {prepared.label}"
    told = f"Les pôles du type « {prepared.label} », côte à côte, axe par axe, avec leurs sources."
    body = env.get_template("side_by_side.html.jinja").render(
        root="../../",
        prepared=prepared,
        axes=axes.values(),
        sides=sides,
        labels={axis.id: _labels(axis, catalogue) for axis in axes.values()},
        told_words=told_words,
        lines_shown=LINES_SHOWN,
        where=lambda sheet: whereabouts(sheet, catalogue).words,
        others=[other for other in prepared_comparisons(catalogue) if other.code != prepared.code],
    )
    gaps = {"identifiant": f"type-{prepared.code}", "titre": text(title), "description": text(told), "tete": "", "corps": body}
    found = Findable(title, "Comparaison", "", told, "\n".join(sheet.name for sheet in prepared.sheets), is_way=True)
    return Page(f"{COMPARISONS}/{SHELL}/", prepared.address, gaps, found)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
