"""Receives what the observatory knows and lacks; returns its dashboard and the data of each table; never shows a share of a whole."""

import json
from collections.abc import Iterator, Mapping

import pandas
from jinja2 import Environment

from generator.catalogue import Catalogue
from generator.derive.knowledge import Knowledge, Table
from generator.derive.presence import Presence
from generator.derive.tally import as_csv
from generator.render.charts import Naming, bars
from generator.render.page import Attachment, Page
from generator.site import DASHBOARD, KINDS

LINES_SHOWN = 12
CHARTS = {"regions": "Nombre de fiches", "stades": "Nombre de pôles", "annees": "Nombre de fiches"}


def dashboard_pages(
    catalogue: Catalogue, env: Environment, found: Mapping[str, tuple[Presence, ...]]
) -> Iterator[Page | Attachment]:
    """Yield what fills the dashboard, a file for each table and one for all; `found` are the sheets of each territory."""
    known = Knowledge(catalogue, found)
    tables = (known.to_complete, *known.counts, known.completeness, *known.watch)
    body = env.get_template("dashboard.html.jinja").render(
        root="../",
        known=known,
        charts={table.id: _chart(table) for table in known.counts if table.id in CHARTS},
        lines_shown=LINES_SHOWN,
        kinds=KINDS,
    )
    yield Page(f"{DASHBOARD}/", f"{DASHBOARD}/", {"tableau": body})
    for table in tables:
        yield Attachment(
            f"{DASHBOARD}/{table.id}.csv", as_csv(pandas.DataFrame(table.lines, columns=list(table.columns), dtype=object))
        )
    yield Attachment(f"{DASHBOARD}/donnees.json", _as_json(known, tables))


def _chart(table: Table) -> str:
    frame = pandas.DataFrame(
        [line[1:] for line in table.lines], index=[line[0] for line in table.lines], columns=list(table.columns[1:])
    )
    shown = frame.loc[frame.any(axis=1)]
    labels = {name: str(name) for name in (*shown.index, *shown.columns)}
    if shown.empty:
        return ""
    return bars(shown, Naming(CHARTS[table.id], table.id, table.title, labels), is_stacked=table.id != "annees")


def _as_json(known: Knowledge, tables: tuple[Table, ...]) -> str:
    told = {
        "jour_de_reference": known.day,
        "fiches": len(known.sheets),
        "fiches_retirees": known.withdrawn,
        **{table.id: [dict(zip(table.columns, line, strict=True)) for line in table.lines] for table in tables},
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
