"""Receives a catalogue; returns a page and a table for each axis of comparison; never shows a share of a whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment
from markupsafe import Markup

from generator.catalogue import Catalogue
from generator.derive.axes import POLE_AXES
from generator.derive.brief import shortened
from generator.derive.comparison import Comparison, Evidence, compare
from generator.derive.findable import Findable
from generator.derive.side_by_side import told_of
from generator.derive.tally import counts, counts_by_words, facts_as_csv
from generator.prose import to_text
from generator.render.charts import Naming, bars
from generator.render.comparator import prepared_comparisons
from generator.render.escaping import text
from generator.render.page import Attachment, Page
from generator.settings import Settings
from generator.site import COMPARISONS, SHELL

CELL_LENGTH = 160
TABLE = "tableau.csv"


def comparison_pages(catalogue: Catalogue, env: Environment, settings: Settings) -> Iterator[Page | Attachment]:
    """Yield the page and the table of each axis, then what fills their index."""
    poles = catalogue.published("poles")
    comparisons = [compare(axis, poles, catalogue) for axis in POLE_AXES.values()]
    for comparison in comparisons:
        yield _page(comparison, catalogue, env)
        address = f"{COMPARISONS}/{comparison.axis.id}/{TABLE}"
        yield Attachment(address, facts_as_csv(comparison, catalogue, settings.site_url))
    body = env.get_template("comparisons.html.jinja").render(comparisons=comparisons, prepared=prepared_comparisons(catalogue))
    yield Page(f"{COMPARISONS}/", f"{COMPARISONS}/", {"comparer": body})


def _page(comparison: Comparison, catalogue: Catalogue, env: Environment) -> Page:
    axis = comparison.axis
    body = env.get_template("comparison.html.jinja").render(
        root="../../",
        comparison=comparison,
        axes=POLE_AXES.values(),
        overview=_overview(comparison, catalogue),
        told=told,
        told_of=told_of,
        table=TABLE,
    )
    gaps = {
        "identifiant": axis.id,
        "titre": text(f"Comparer : {axis.title}"),
        "description": text(axis.what),
        "tete": f'<link rel="alternate" type="text/csv" href="{TABLE}">',
        "corps": body,
    }
    found = Findable(
        f"Comparer : {axis.title}", "Comparaison", "", axis.what, "\n".join((axis.why, *comparison.columns.values())), is_way=True
    )
    return Page(f"{COMPARISONS}/{SHELL}/", f"{COMPARISONS}/{axis.id}/", gaps, found, axis)


def told(evidence: Evidence) -> str:
    """Return the words of a fact, cut to what a cell can hold."""
    return shortened(to_text(evidence.words), CELL_LENGTH)


@dataclass(frozen=True)
class Overview:
    """The chart of an axis and its numbers: a line for each value, a column for each series; `totals` when a pole is counted once a line."""

    chart: Markup
    series: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int, ...]], ...]
    totals: bool


def _overview(comparison: Comparison, catalogue: Catalogue) -> Overview | None:
    if not comparison.rows:
        return None
    axis = comparison.axis
    table = counts_by_words(comparison) if axis.by_words else counts(comparison)
    labels = {**comparison.columns, **({} if axis.by_words else catalogue.reference.labels["statuts_fait"])}
    chart = bars(table, Naming("Nombre de pôles", axis.id, axis.title, labels), is_stacked=not axis.by_words)
    lines = tuple((labels.get(value, value), tuple(int(number) for number in line)) for value, line in table.iterrows())
    return Overview(chart, tuple(labels[name] for name in table.columns), lines, not axis.by_words)
