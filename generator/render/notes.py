"""Receives the view of a sheet or of a territory; returns what its two-page note says, as plain data; never more than two pages can hold."""

import json
import re
from collections.abc import Iterable
from typing import Any

from jinja2 import Environment

from generator.catalogue import Catalogue, Sheet
from generator.derive.essentials import Rubric
from generator.derive.strength import Strength
from generator.derive.timeline import last_stage_words
from generator.derive.whereabouts import whereabouts
from generator.french import counted, date_in_words, typeset
from generator.render.fact_fragments import dates_of
from generator.render.note_parts import POINTS, SUMMARY, UNDOCUMENTED, cut, key, part, point, sources
from generator.render.page import Note
from generator.render.sheet_view import SheetView
from generator.settings import Settings

PUBLISHER = "Observatoire des pôles de coopération"
FILE = "note.pdf"
KEYS = 6
PAINT = """<style>
.plan__fond{fill:#f2ebdf;stroke:#8f8573;stroke-width:1.6}
.plan__ici{fill:#fffdf9}.plan__contour{fill:none;stroke:#23272b;stroke-width:4}
.plan__aplat{fill:#fffdf9;stroke:#8f8573;stroke-width:2}
.plan__lignes{fill:none;stroke:#ddd2c1;stroke-width:1.6}
.plan__aire{fill:#a3401d;fill-opacity:.18;stroke:#a3401d;stroke-width:3}
.plan__prise{fill:none}.plan__point{fill:#14594a;stroke:#fff;stroke-width:4}
.plan__pole--large .plan__point{fill:#fff;stroke:#14594a;stroke-width:7}
text{font-family:"Source Sans 3";font-size:44px;fill:#23272b}
.plan__medaillon{display:none}
.plan__nombre{font-size:30px;fill:#fff}
.plan__ville circle{fill:#565b5e}.plan__ville text,.plan__echelle text{font-size:34px;fill:#565b5e}
.plan__echelle path{fill:none;stroke:#565b5e;stroke-width:3}
</style>"""
UNLABELLED = "<style>.plan__pole text{display:none}.plan__point{stroke:#14594a;stroke-width:18}</style>"
_DRAWING = re.compile(r'<svg (viewBox="[^"]*" class="plan__dessin").*?>(.*?)</svg>', re.DOTALL)
_NAMES = re.compile(r"<(title|desc)\b.*?</\1>", re.DOTALL)
_ATTRIBUTES = re.compile(r' (?:href|aria-[a-z]+|role)="[^"]*"')


class NoteWriter:
    """Writes the notes of a site: `settings` say where their pages are."""

    def __init__(self, catalogue: Catalogue, env: Environment, settings: Settings) -> None:
        self._catalogue = catalogue
        self._maps = env.get_template("_map.html.jinja").module
        self._settings = settings

    def of_sheet(self, view: SheetView) -> Note:
        """Return the note of a pole or of a practice."""
        sheet = view.sheet
        is_pole = sheet.kind.name == "poles"
        parts = [self._of_rubric(rubric) for rubric in view.two_minutes] + (
            self._of_pole(view) if is_pole else self._of_practice(sheet.record)
        )
        told = {
            "genre": self._kind(sheet),
            "titre": sheet.name,
            "resume": cut(sheet.record.resume, SUMMARY),
            "pour_elus": cut(sheet.record.resume_elu, SUMMARY),
            "cles": self._keys(sheet),
            "parties": parts,
            **sources(sheet.record),
            "date": _dated(sheet),
            **self._map(view.country_map, f"{sheet.name} : où c’est en France"),
        }
        return self._note(sheet.address, told)

    def of_territory(self, view: Any) -> Note:
        """Return the note of a territory that has sheets."""
        territory = view.territory
        parts = [
            part(
                title,
                [
                    point(presence.sheet.name, f"{presence.reason}, {view.details[presence.sheet]}".rstrip(", "))
                    for presence in view.by_kind[kind]
                ],
                vide,
                many,
            )
            for kind, title, vide, many in (
                ("poles", "Pôles", "Aucun pôle documenté ici.", 10),
                ("practices", "Pratiques", "Aucune pratique documentée ici.", 10),
                ("actors", "Acteurs", "Aucun acteur documenté ici.", 12),
            )
        ]
        nearest = [point(one.sheet.name, f"{one.place}, à {counted(one.kilometres, 'km', 'km')}") for one in view.nearest]
        if nearest:
            parts.append(part("Les pôles documentés les plus proches", nearest, ""))
        around = ", ".join(one.name for one in view.beside)
        parts.append(part("Territoires voisins", [point("", around, length=SUMMARY)] if around else [], "Aucun."))
        census = f" ({territory.census_year})" if territory.population else ""
        population = counted(territory.population, "habitant") + census if territory.population else "Non documentée"
        told = {
            "genre": territory.level.capitalize(),
            "titre": territory.name,
            "resume": f"{counted(view.count, 'fiche documentée', 'fiches documentées')} sur ce territoire.",
            "pour_elus": "",
            "cles": [key("Population", population)]
            + [key(figure.title, f"{figure.words} {figure.note}".strip()) for figure in view.figures],
            "parties": parts,
            "sources": [],
            "sources_de_plus": "",
            "sans_source": "Les sources sont celles de chaque fiche.",
            "date": "Populations municipales : INSEE. Contours : IGN, Admin Express COG 2024, simplifiés.",
            **self._map(view.plan, f"{territory.name} et ses alentours"),
        }
        return self._note(f"territoires/{territory.code}/", told)

    def _note(self, address: str, told: dict[str, Any]) -> Note:
        page = self._settings.site_url + address
        whole = {
            **told,
            "editeur": PUBLISHER,
            "adresse": page,
            "description": f"Note de deux pages de l’{PUBLISHER[0].lower()}{PUBLISHER[1:]}.",
        }
        return Note(f"{address}{FILE}", json.dumps(_typeset(whole), ensure_ascii=False, sort_keys=True))

    def _kind(self, sheet: Sheet) -> str:
        codes, vocabulary = (sheet.record.types, "types_pole") if sheet.kind.name == "poles" else (sheet.record.themes, "themes")
        return " · ".join([sheet.kind.singular.capitalize(), *(self._catalogue.label(vocabulary, code) for code in codes)])

    def _keys(self, sheet: Sheet) -> list[dict[str, Any]]:
        label, record = self._catalogue.label, sheet.record
        place = key("Lieu", whereabouts(sheet, self._catalogue).words or UNDOCUMENTED)
        if sheet.kind.name == "practices":
            return [place, key("Pôles qui l’attestent", str(len(record.poles)) if record.poles else UNDOCUMENTED)]
        stage = last_stage_words(record, self._catalogue).capitalize()
        return [
            place,
            key("Échelle", label("echelles", record.echelle) or UNDOCUMENTED),
            key("Dernier stade connu", stage or UNDOCUMENTED),
            key("Secteurs", ", ".join(label("secteurs", code) for code in record.secteurs) or UNDOCUMENTED),
        ]

    def _of_pole(self, view: SheetView) -> list[dict[str, Any]]:
        figures = [
            point(
                self._figure_title(figure),
                f"{figure.imprime} {dates_of(figure)}".strip(),
                self._status(figure),
                _numbers(view, figure),
            )
            for figure in view.headlines
        ]
        practices = [point("", practice.name) for practice in view.practices]
        kin = [
            point(one.sheet.name, ", ".join(reason.title.lower() for reason in one.reasons[:3]))
            for one in view.kinship.by_profile
        ]
        return [
            part("Chiffres", figures, "Aucun chiffre n’est documenté.", KEYS),
            part("Pratiques attestées", practices, "Aucune fiche de pratique ne cite ce pôle.", KEYS),
            part("Des pôles comme le nôtre", kin, "Aucun, d’après ce que cette fiche documente.", POINTS),
        ]

    def _of_practice(self, record: Any) -> list[dict[str, Any]]:
        def said(title: str, items: Iterable[Any]) -> dict[str, Any]:
            return part(title, [point("", item.texte, self._status(item)) for item in items], UNDOCUMENTED)

        return [
            part("Problème", [point("", record.probleme)] if record.probleme else [], UNDOCUMENTED),
            part(
                "Mise en œuvre",
                [point("", record.mise_en_oeuvre, length=SUMMARY)] if record.mise_en_oeuvre else [],
                UNDOCUMENTED,
            ),
            said("Facteurs de succès", record.facteurs_de_succes),
            said("Freins", record.freins),
            said("Conditions de transfert", record.conditions_de_transfert),
        ]

    def _of_rubric(self, rubric: Rubric) -> dict[str, Any]:
        points = []
        for strength, group in rubric.groups:
            points += [point(one.lead, one.words, self._label_of(one.status), one.sources) for one in group]
            points[-1]["preuve"] = self._proof(strength)
        return part(rubric.question.title, points, rubric.question.nothing, left=rubric.left)

    def _figure_title(self, figure: Any) -> str:
        label = self._catalogue.label
        return ", ".join(filter(None, (label("indicateurs", figure.mesure), label("perimetres", figure.perimetre).lower())))

    def _status(self, fact: Any) -> str:
        return self._label_of(fact.statut) if fact.statut != "constate" else ""

    def _label_of(self, status: str | None) -> str:
        return self._catalogue.label("statuts_fait", status)

    def _proof(self, strength: Strength | None) -> str:
        return f"{self._catalogue.label('forces_de_preuve', strength.degree)}, parce que {strength.reason}." if strength else ""

    def _map(self, drawing: Any, alternative: str) -> dict[str, str]:
        """Return a map of the page as a drawing of its own, in the colours of print."""
        if drawing is None:
            return {"carte": "", "carte_alt": ""}
        is_country = hasattr(drawing, "insets")
        macro = self._maps.country if is_country else _framed(self._maps)
        opening, inside = _DRAWING.search(str(macro(drawing, "", heading=alternative, in_place=True))).groups()
        inside = _ATTRIBUTES.sub("", _NAMES.sub("", inside))
        painted = f"{PAINT}{UNLABELLED if is_country else ''}{inside}"
        return {"carte": f'<svg xmlns="http://www.w3.org/2000/svg" {opening}>{painted}</svg>', "carte_alt": alternative}


def _framed(maps: Any) -> Any:
    return lambda drawing, root, **options: maps.plan(drawing, root, caller=lambda: "", **options)


def _numbers(view: SheetView, fact: Any) -> list[int]:
    return [cited.number for cited in view.cited_sources(fact)]


def _dated(sheet: Sheet) -> str:
    edition = sheet.record.edition
    day = (edition.modifiee_le or edition.creee_le) if edition else None
    return f"Fiche à jour au {date_in_words(day)}." if day else "Date de la fiche non documentée."


def _typeset(value: Any) -> Any:
    """Return the data with its French spaces, drawings left as they are."""
    if isinstance(value, dict):
        return {name: one if name in ("carte", "adresse") else _typeset(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_typeset(one) for one in value]
    return typeset(value) if isinstance(value, str) else value
