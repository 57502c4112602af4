"""Receives the tables of the packages; returns the communes of today, their old codes and polygons; never moves a border."""

from collections import defaultdict
from collections.abc import Mapping

import shapely

from reference.rebuild.packages import Packages
from reference.rebuild.refused import Refused

Polygons = dict[str, shapely.Geometry]
DECIMALS = 4


def old_codes(packages: Packages) -> dict[str, str]:
    """Return the code of today of each vanished code, in the order of vanished codes."""
    found = {old: row["code"] for row in packages.communes for old in row.get("anciensCodes", ())}
    return dict(sorted(found.items()))


def polygons(packages: Packages, successors: Mapping[str, str]) -> Polygons:
    """Return the polygon of each commune of today, in the order of codes, made from communes of another vintage.

    A vanished commune goes to the one that took it over; a restored commune is taken from the commune déléguée of
    the same code, away from the commune that held it. Raise Refused when a commune has no polygon.
    """
    codes = [row["code"] for row in packages.communes]
    known = set(codes)
    pieces: dict[str, list[shapely.Geometry]] = defaultdict(list)
    for row in packages.drawn:
        if row["type"] == "COM":
            pieces[row["code"] if row["code"] in known else successors.get(row["code"], "")].append(_geometry(row))
    found = {code: _joined(pieces[code]) for code in codes if code in pieces}
    for code, (piece, holder) in _restored(packages, known - set(found)).items():
        found[code] = piece
        found[holder] = found[holder].difference(piece)
    missing = sorted(known - set(found))
    if missing or "" in pieces:
        raise Refused(
            f"Contours et communes ne se correspondent pas : sans contour : {', '.join(missing) or 'aucune'} ; "
            f"contours sans commune d’aujourd’hui : {len(pieces.get('', ()))}."
        )
    return {code: found[code] for code in codes}


def middle(geometry: shapely.Geometry) -> tuple[float, float]:
    """Return (longitude, latitude) of the centroid, or of a point inside when the centroid is outside; in degrees."""
    centroid = geometry.centroid
    point = centroid if geometry.contains(centroid) else geometry.point_on_surface()
    return round(point.x, DECIMALS), round(point.y, DECIMALS)


def commune_rows(packages: Packages, shapes: Polygons) -> list[dict[str, str]]:
    """Return the rows of communes.csv."""
    ept = {member["code"]: row["code"] for row in packages.epts for member in row["membres"]}
    rows = []
    for row in packages.communes:
        longitude, latitude = middle(shapes[row["code"]])
        rows.append(
            {
                "code": row["code"],
                "nom": row["nom"],
                "tncc": str(row["typeLiaison"]),
                "departement": row["departement"],
                "region": row["region"],
                "epci": packages.memberships.get(row["code"], ""),
                "ept": ept.get(row["code"], ""),
                "codes_postaux": " ".join(row.get("codesPostaux", ())),
                "population": str(row.get("population", "")),
                "lat": str(latitude),
                "lon": str(longitude),
            }
        )
    return rows


def _restored(packages: Packages, codes: set[str]) -> dict[str, tuple[shapely.Geometry, str]]:
    """Return the polygon of each restored commune, with the commune that held it."""
    by_id = {row["id"]: row["code"] for row in packages.drawn}
    return {
        row["code"]: (_geometry(row), by_id[row["commune_parent_id"]])
        for row in packages.drawn
        if row["type"] == "COMD" and row["code"] in codes
    }


def _geometry(row: Mapping[str, str]) -> shapely.Geometry:
    return shapely.from_wkb(row["geometry"])


def _joined(pieces: list[shapely.Geometry]) -> shapely.Geometry:
    return pieces[0] if len(pieces) == 1 else shapely.union_all(pieces)
