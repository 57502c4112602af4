"""Receives counts; returns charts as SVG in the colours of the site; never shows a share of a whole."""

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import pandas
import vl_convert
from markupsafe import Markup, escape

from generator.french import typeset

FONT = "Source Sans 3"
COLOURS = ("var(--constate)", "var(--estime)", "var(--conteste)", "var(--annonce)")
INK, SOFT_INK, LINE = "var(--encre)", "var(--encre-douce)", "var(--trait)"
BAR, WIDTH = 26, 250
LABEL_WIDTH, LABEL_LINE = 24, 18
LABEL_LINES = {
    "labelExpr": "split(datum.label, '\\n')",
    "labelLineHeight": LABEL_LINE,
    "labelOffset": {
        "condition": [
            {"test": f"length(split(datum.label, '\\n')) == {lines}", "value": -(lines - 1) * LABEL_LINE / 2}
            for lines in (2, 3, 4)
        ],
        "value": 0,
    },
}
ROLES_OF_MARKS = re.compile(r' (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*")')
OPENING = re.compile(r'<svg [^>]*viewBox="([^"]+)"[^>]*>')


@dataclass(frozen=True)
class Naming:
    """How a chart is named: the title of its axis of numbers, its identifier in the page, its title, the labels of its lines and columns."""

    axis: str
    identifier: str
    title: str
    labels: dict[str, str]


def bars(table: pandas.DataFrame, naming: Naming, *, is_stacked: bool = True) -> Markup:
    """Return bars: one for each line of `table`, a colour for each of its columns, stacked unless a line counts the same thing twice."""
    told = table.rename(index=naming.labels, columns=naming.labels)
    shown = told.loc[:, told.any()].rename(index=_on_lines)
    series = list(told.columns)
    values = [
        {"valeur": value, "serie": name, "rang": series.index(name), "nombre": int(number)}
        for value, line in shown.iterrows()
        for name, number in line.items()
        if number
    ]
    colours = {"domain": list(shown.columns), "range": [COLOURS[series.index(name)] for name in shown.columns]}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH,
        "height": {"step": _step(shown.index, is_stacked), "for": "position"},
        "background": None,
        "data": {"values": values},
        "mark": {"type": "bar", "stroke": "var(--papier)", "strokeWidth": 1},
        "encoding": {
            "y": {"field": "valeur", "type": "nominal", "sort": list(shown.index), "title": None, "axis": LABEL_LINES},
            "x": {"field": "nombre", "type": "quantitative", "title": naming.axis, "axis": {"tickMinStep": 1, "format": "d"}},
            "color": {"field": "serie", "type": "nominal", "scale": colours, "title": None},
            "order": {"field": "rang"},
            **({} if is_stacked else {"yOffset": {"field": "rang", "type": "nominal"}}),
        },
        "config": _look(),
    }
    return _named(_drawn(spec), naming, _in_words(told.loc[:, told.any()], is_stacked))


def _on_lines(label: str) -> str:
    return "\n".join(textwrap.wrap(label, LABEL_WIDTH, break_long_words=False))


def _step(labels: Iterable[str], is_stacked: bool) -> float:
    """Return the height of a line of the chart: that of its bars, or that of the longest label."""
    most_lines = max((label.count("\n") + 1 for label in labels), default=1)
    return max(BAR if is_stacked else 1.6 * BAR, LABEL_LINE * most_lines + 4)


def _look() -> dict[str, Any]:
    axis = {
        "labelColor": INK,
        "titleColor": SOFT_INK,
        "gridColor": LINE,
        "domainColor": LINE,
        "tickColor": LINE,
        "labelFontSize": 15,
        "titleFontSize": 14,
        "titleFontWeight": 400,
        "labelLimit": 0,
    }
    legend = {"labelColor": INK, "labelFontSize": 14, "labelLimit": 0, "orient": "bottom", "columns": 2}
    return {"font": FONT, "aria": False, "view": {"stroke": None}, "axis": axis, "legend": legend}


def _drawn(spec: dict[str, Any]) -> str:
    _register_font()
    return ROLES_OF_MARKS.sub("", vl_convert.vegalite_to_svg(spec))


@cache
def _register_font() -> None:
    with as_file(files("fontpkg_source_sans_3") / "files") as folder:
        vl_convert.register_font_directory(str(folder))


def _named(svg: str, naming: Naming, description: str) -> Markup:
    identifier = naming.identifier
    opening = (
        f'<svg viewBox="\\1" role="img" aria-labelledby="{identifier}-titre {identifier}-description">'
        f'<title id="{identifier}-titre">{escape(typeset(naming.title))}</title>'
        f'<desc id="{identifier}-description">{escape(typeset(description))}</desc>'
    )
    return Markup(OPENING.sub(lambda found: opening.replace("\\1", found.group(1)), svg, count=1))  # noqa: S704 - made here


def _in_words(table: pandas.DataFrame, is_stacked: bool) -> str:
    lines = ((value, {name: int(number) for name, number in line.items() if number}) for value, line in table.iterrows())
    return " ; ".join(f"{value} : {sum(told.values()) if is_stacked else _each(told)}" for value, told in lines) + "."


def _each(told: dict[str, int]) -> str:
    return ", ".join(f"{number} ({name.lower()})" for name, number in told.items())
