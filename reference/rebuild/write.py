"""Receives rows and outlines; returns nothing but writes them as files, always the same bytes; never touches SOURCES.md."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import shapely

Row = Mapping[str, str]


def write_table(path: Path, rows: list[Row]) -> None:
    """Write `rows` as CSV; the first row gives the columns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def write_layer(path: Path, layer: Mapping[str, shapely.Geometry], properties: Mapping[str, Row], decimals: int) -> None:
    """Write `layer` as GeoJSON (RFC 7946), one feature a line; `properties` of each code."""
    features = ",\n".join(
        _compact(
            {
                "type": "Feature",
                "id": code,
                "properties": properties[code],
                "geometry": _rounded(shapely.geometry.mapping(geometry), decimals),
            }
        )
        for code, geometry in layer.items()
    )
    opening = f'{{"type":"FeatureCollection","name":"{path.stem}","features":[\n'
    path.write_text(f"{opening}{features}\n]}}\n", encoding="utf-8")


def replace(new: Path, current: Path) -> None:
    """Put every file of `new` in place of its namesake in `current`."""
    for path in sorted(path for path in new.rglob("*") if path.is_file()):
        target = current / path.relative_to(new)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _rounded(geometry: dict, decimals: int) -> dict:
    return {"type": geometry["type"], "coordinates": _numbers(geometry["coordinates"], decimals)}


def _numbers(value: object, decimals: int) -> object:
    return round(value, decimals) if isinstance(value, float) else [_numbers(one, decimals) for one in value]
