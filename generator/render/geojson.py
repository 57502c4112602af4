"""Receives a catalogue; returns its poles as GeoJSON (RFC 7946), for a geographic information system; never makes a point of an area."""

import json
from collections.abc import Iterator
from typing import Any

from generator.catalogue import Catalogue, Sheet
from generator.derive.placement import Placement, placements
from generator.derive.timeline import last_stages
from generator.outlines import Outline
from generator.render.page import Attachment
from generator.settings import Settings

ADDRESS = "donnees/poles.geojson"
SEVERAL = " ; "


def poles_as_geojson(catalogue: Catalogue, settings: Settings) -> Attachment:
    """Return the file of the poles: a feature for each place of each pole, one without geometry for a pole that no source places."""
    poles = catalogue.published("poles")
    collection = {
        "type": "FeatureCollection",
        "titre": "Pôles de l’observatoire",
        "licence": "Licence Ouverte 2.0 (Etalab)",
        "source": settings.site_url,
        "features": [feature for pole in poles for feature in _features(pole, catalogue, settings)],
    }
    return Attachment(ADDRESS, json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n")


def _features(pole: Sheet, catalogue: Catalogue, settings: Settings) -> Iterator[dict[str, Any]]:
    places = placements(pole, catalogue.reference.territories)
    told = _told_of_pole(pole, catalogue, settings)
    for rank, place in enumerate(places, start=1):
        yield {
            "type": "Feature",
            "id": pole.id if rank == 1 else f"{pole.id}-{rank}",
            "geometry": _geometry(place, catalogue),
            "properties": {**told, **_told_of_place(place, catalogue)},
        }
    if not places:
        yield {"type": "Feature", "id": pole.id, "geometry": None, "properties": told}


def _told_of_pole(pole: Sheet, catalogue: Catalogue, settings: Settings) -> dict[str, Any]:
    label = catalogue.label
    stages = last_stages(pole.record)
    return {
        "identifiant": pole.id,
        "nom": pole.name,
        "adresse": settings.site_url + pole.address,
        "types": SEVERAL.join(label("types_pole", code) for code in pole.record.types) or None,
        "echelle": label("echelles", pole.record.echelle) or None,
        "stade": label("stades", stages[0].stade) if stages else None,
        "stade_date": stages[0].date if stages else None,
        "stade_statut": label("statuts_fait", stages[0].statut) or None if stages else None,
    }


def _told_of_place(place: Placement, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "lieu": place.name,
        "lieu_role": catalogue.label(place.roles, place.role) or None,
        "territoire": place.territory.name,
        "territoire_code": place.territory.code,
        "precision": catalogue.label("precisions_lieu", place.precision),
    }


def _geometry(place: Placement, catalogue: Catalogue) -> dict[str, Any]:
    if place.point:
        return {"type": "Point", "coordinates": place.point}
    outline = catalogue.reference.land.detailed_outlines[place.territory.code]
    return {"type": "MultiPolygon", "coordinates": _coordinates(outline)}


def _coordinates(outline: Outline) -> list[Any]:
    return [list(polygon) for polygon in outline.polygons]
