"""Receives counts; returns charts as SVG in the colours of the site; never shows a share of a whole."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import pandas
import vl_convert
from markupsafe import Markup, escape

FONT = "Source Sans 3"
COLOURS = ("var(--constate)", "var(--estime)", "var(--conteste)", "var(--annonce)")
INK, SOFT_INK, LINE = "var(--encre)", "var(--encre-douce)", "var(--trait)"
BAR, WIDTH = 26, 380
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
    shown = told.loc[:, told.any()]
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
        "height": {"step": BAR if is_stacked else 1.6 * BAR, "for": "position"},
        "background": None,
        "data": {"values": values},
        "mark": {"type": "bar", "stroke": "var(--papier)", "strokeWidth": 1},
        "encoding": {
            "y": {"field": "valeur", "type": "nominal", "sort": list(shown.index), "title": None},
            "x": {"field": "nombre", "type": "quantitative", "title": naming.axis, "axis": {"tickMinStep": 1, "format": "d"}},
            "color": {"field": "serie", "type": "nominal", "scale": colours, "title": None},
            "order": {"field": "rang"},
            **({} if is_stacked else {"yOffset": {"field": "rang", "type": "nominal"}}),
        },
        "config": _look(),
    }
    return _named(_drawn(spec), naming, _in_words(shown, is_stacked))


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
    legend = {"labelColor": INK, "labelFontSize": 14, "labelLimit": 0, "orient": "bottom", "columns": 4}
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
        f'<title id="{identifier}-titre">{escape(naming.title)}</title>'
        f'<desc id="{identifier}-description">{escape(description)}</desc>'
    )
    return Markup(OPENING.sub(lambda found: opening.replace("\\1", found.group(1)), svg, count=1))  # noqa: S704 - made here


def _in_words(table: pandas.DataFrame, is_stacked: bool) -> str:
    lines = ((value, {name: int(number) for name, number in line.items() if number}) for value, line in table.iterrows())
    return " ; ".join(f"{value} : {sum(told.values()) if is_stacked else _each(told)}" for value, told in lines) + "."


def _each(told: dict[str, int]) -> str:
    return ", ".join(f"{number} ({name.lower()})" for name, number in told.items())
