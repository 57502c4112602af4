"""Receives borders and areas; returns the script, made by folium, that draws them with Leaflet; never puts a name or a sheet in it."""

from collections.abc import Iterable

import folium
from branca.element import Element, MacroElement
from folium.map import CustomPane
from folium.template import Template

from generator.derive.borders import Borders
from generator.outlines import Outline, Ring

CENTRE = (46.6, 2.4)
FIRST_ZOOM, LEAST_ZOOM, MOST_ZOOM = 5, 4, 16
ZOOM_STEP = 0.25
SOURCE = "Contours : IGN, Admin Express COG 2024, simplifiés"
IGN_TILES = (
    "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2"
    "&STYLE=normal&FORMAT=image/png&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
)


class Lasting(Element):
    """Gives an element the name of its class in place of a random one: the same script at each build."""

    @classmethod
    def _generate_id(cls) -> str:
        return cls.__name__.lower()


class Carte(Lasting, folium.Map):
    """A folium map that loads nothing by itself: the page does."""

    default_js = ()
    default_css = ()

    def __init__(self) -> None:
        super().__init__(
            CENTRE,
            tiles=None,
            zoom_start=FIRST_ZOOM,
            zoom_control=False,
            attribution_control=False,
            scroll_wheel_zoom=False,
            zoom_snap=ZOOM_STEP,
        )
        self.options.update(min_zoom=LEAST_ZOOM, max_zoom=MOST_ZOOM)


class Commandes(Lasting, MacroElement):
    """The buttons and the mention of the source, in French."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            L.control.zoom({zoomInTitle: "Agrandir", zoomOutTitle: "Réduire"}).addTo({{ this._parent.get_name() }});
            L.control.scale({imperial: false, position: "topright"}).addTo({{ this._parent.get_name() }});
            L.control.attribution({prefix: false}).addAttribution({{ this.source|tojson }}).addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, source: str) -> None:
        super().__init__()
        self._name = "Commandes"
        self.source = source


class Terre(Lasting, folium.GeoJson):
    """The land, filled, with its coast."""


class Departements(Lasting, folium.GeoJson):
    """The borders of the départements."""


class Regions(Lasting, folium.GeoJson):
    """The borders of the regions."""


class Aires(Lasting, folium.GeoJson):
    """The areas that regional poles cover."""


class Ign(Lasting, folium.TileLayer):
    """The tiles of IGN, declared but not added: nothing is asked of its server until the reader says so."""


class PaneOfLand(Lasting, CustomPane):
    """The lowest layer of the map."""


class PaneOfAreas(Lasting, CustomPane):
    """The layer of the areas: painted under the borders, after the markers in the order of the keyboard."""


def map_script(borders: Borders, areas: Iterable[Outline]) -> str:
    """Return the script that makes `map_carte` in the element of that id, and its layers."""
    carte = Carte()
    PaneOfLand("terre", z_index=350).add_to(carte)
    PaneOfAreas("aires", z_index=390, pointer_events=True).add_to(carte)
    land = _feature("MultiPolygon", [[ring] for ring in borders.coast])
    Terre(land, pane="terre", class_name="carte__terre", interactive=False, smooth_factor=0.5).add_to(carte)
    for layer, name, lines in (
        (Departements, "departements", borders.departements),
        (Regions, "regions", borders.regions),
    ):
        drawn = _feature("MultiLineString", lines)
        layer(drawn, class_name=f"carte__{name}", interactive=False, smooth_factor=0.5).add_to(carte)
    covered = {"type": "FeatureCollection", "features": [_area(outline) for outline in areas]}
    Aires(covered, pane="aires", class_name="carte__aire", smooth_factor=0.5).add_to(carte)
    Ign(
        IGN_TILES,
        attr="© IGN – Plan IGN",
        name="ign",
        show=False,
        max_zoom=MOST_ZOOM,
        max_native_zoom=MOST_ZOOM,
        referrer_policy="no-referrer",
    ).add_to(carte)
    Commandes(SOURCE).add_to(carte)
    figure = carte.get_root()
    figure.render()
    return figure.script.render()


def _area(outline: Outline) -> dict:
    return {**_feature("MultiPolygon", [[ring] for ring in outline.rings]), "properties": {"code": outline.code}}


def _feature(kind: str, coordinates: Iterable[Ring | list[Ring]]) -> dict:
    return {"type": "Feature", "properties": {}, "geometry": {"type": kind, "coordinates": list(coordinates)}}
