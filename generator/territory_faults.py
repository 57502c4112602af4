"""Receives a territory code or a sheet that names some; returns what is wrong with them as sentences; never corrects a code."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.commune_outlines import kilometres_outside
from generator.entry import Entry
from generator.french import folded_words, number_in_words
from generator.problems import Problem
from generator.sentences import Sentence
from generator.territories import LEVELS, Territories
from generator.validate import problem_at
from schemas import KINDS as MODELS
from schemas.places import Place
from schemas.structure import leaves

HOMONYMS = 5
BOROUGHS = {
    **{f"751{rank:02}": "com-75056" for rank in range(1, 21)},
    **{f"6938{rank}": "com-69123" for rank in range(1, 10)},
    **{f"132{rank:02}": "com-13055" for rank in range(1, 17)},
}
TOLERATED_KM = 1.0


class Gazetteer:
    """Knows what people write for a territory: its code, its name, its postal code, a code of long ago."""

    def __init__(self, territories: Territories, contours: Path) -> None:
        self.territories = territories
        self._contours = contours
        self._by_postal_code: dict[str, list[str]] = {}

    def fault(self, level: str, value: str, *, advised: bool = True) -> Sentence | None:
        """Return what is wrong with a territory code, which must be of `level` when one is given, or None if it holds."""
        if value in self.territories:
            return None if not level or value.startswith(f"{level}-") else _not_a_commune(value)
        if sentence := self._known_otherwise(value):
            return sentence
        return Sentence(
            "territoire-inconnu",
            f"« {value} » n’est pas un code de territoire connu.",
            self._advice(level, value) if advised else _how_to_write(level),
        )

    def problems(self, entry: Entry) -> Iterator[Problem]:
        """Yield the communes of `entry` that another commune’s postal code stands for, and the points that are elsewhere."""
        for leaf in leaves(MODELS[entry.kind], entry.document.tree):
            is_commune = leaf.value.startswith("com-") and leaf.value in self.territories
            if is_commune and (sentence := self._meant_as_postal_code(leaf.value, entry)):
                yield problem_at(entry.document, leaf.path, sentence)
        for rank, place in enumerate(getattr(entry.record, "lieux", ())):
            if place.point and (sentence := self._misplaced(place)):
                yield problem_at(entry.document, ("lieux", rank, "point"), sentence)

    def _known_otherwise(self, value: str) -> Sentence | None:
        """Return what a code is, when it is not that of a commune of today: a borough, a postal code, a vanished commune."""
        number = value.removeprefix("com-").upper()
        if number in BOROUGHS:
            city = BOROUGHS[number]
            return Sentence(
                "arrondissement",
                f"« {number} » est un arrondissement : les fiches nomment la commune.",
                f"Écrivez « {city} » ({self.territories[city].name}) ; l’arrondissement va dans « adresse ».",
            )
        communes, successor = self._communes_of(number), self.territories.successors.get(f"com-{number}")
        if communes:
            choices = [*communes, *([successor] if successor and successor not in communes else [])]
            others = " et le code d’une commune disparue" if successor else ""
            return Sentence(
                "code-postal",
                f"« {number} » est un code postal{others}, pas un code INSEE d’aujourd’hui.",
                f"Écrivez « {choices[0]} » ({self.territories[choices[0]].name})."
                if len(choices) == 1
                else f"Choisissez la commune : {self._list(choices)}.",
            )
        if successor:
            return Sentence(
                "commune-disparue",
                f"La commune « com-{number} » n’existe plus : son territoire est dans {self._named(successor)}.",
                f"Écrivez « {successor} » ; le nom d’alors va dans « commune_imprimee » ou « libelle ».",
            )
        return None

    def _meant_as_postal_code(self, code: str, entry: Entry) -> Sentence | None:
        """Return the doubt about a code that is also the postal code of a commune that the sheet names, when it does not name its own."""
        others = [other for other in self._communes_of(code.removeprefix("com-")) if other != code]
        if not others:
            return None
        words = _words(entry)
        meant = [other for other in others if self._is_named(other, words)]
        if not meant or self._is_named(code, words):
            return None
        name = self.territories[code].name
        return Sentence(
            "code-postal",
            f"« {code} » est {name}, que la fiche ne nomme pas ; c’est aussi le code postal de {self.territories[meant[0]].name}.",
            f"Écrivez « {meant[0]} », ou nommez {name} dans « commune_imprimee » ou « libelle ».",
        )

    def _misplaced(self, place: Place) -> Sentence | None:
        point = (float(place.point.longitude), float(place.point.latitude))
        if not place.commune:
            return Sentence(
                "point-sans-commune",
                "Des coordonnées sans commune ne peuvent pas être vérifiées.",
                "Ajoutez « commune: com-… » à ce lieu.",
            )
        if place.commune not in self.territories:
            return None
        away = kilometres_outside(self._contours, place.commune, point)
        if away <= TOLERATED_KM:
            return None
        name = self._named(place.commune)
        if kilometres_outside(self._contours, place.commune, (point[1], point[0])) <= TOLERATED_KM:
            return Sentence(
                "coordonnees-inversees",
                f"La latitude et la longitude sont inversées : ce point est à {_distance(away)} de {name}.",
                f"Écrivez « latitude: {place.point.longitude} » et « longitude: {place.point.latitude} ».",
            )
        return Sentence(
            "coordonnees-hors-commune",
            f"Ce point est à {_distance(away)} de la commune, {name}.",
            "Vérifiez la latitude (vers 41 à 51 en métropole), la longitude (vers -5 à 10) et la commune, ou retirez le point.",
        )

    def _advice(self, level: str, value: str) -> str:
        meant = self._meant(level, value)
        if len(meant) > 1:
            return f"Plusieurs territoires y répondent : {self._list(meant)}. Choisissez le vôtre."
        return f"Vouliez-vous dire « {meant[0]} » ({self.territories[meant[0]].name}) ?" if meant else _how_to_write(level)

    def _meant(self, level: str, value: str) -> tuple[str, ...]:
        """Return the codes of a territory written without its prefix or by its name, homonyms and longer names included."""
        by_code = self.territories.by_code
        levels = (level,) if level else tuple(LEVELS)
        number = value.rpartition("-")[2].upper()
        numbers = ("2A", "2B") if number == "20" else (number,)
        prefixed = [code for prefix in levels for one in numbers if (code := f"{prefix}-{one}") in by_code]
        if prefixed:
            return tuple(prefixed[:HOMONYMS])
        here = [(code, territory.name) for code, territory in by_code.items() if code.startswith(levels)]
        named = [code for code, name in here if name == value]
        longer = [code for code, name in here if name.startswith((f"{value}-", f"{value} ")) and code.startswith("com-")]
        return tuple((*named, *longer)[:HOMONYMS])

    def _communes_of(self, postal_code: str) -> list[str]:
        if not self._by_postal_code:
            for commune in self.territories.of_level("com"):
                for number in commune.postal_codes:
                    self._by_postal_code.setdefault(number, []).append(commune.code)
        return self._by_postal_code.get(postal_code, [])

    def _is_named(self, code: str, words: str) -> bool:
        return f"-{'-'.join(folded_words(self.territories[code].name))}-" in words

    def _list(self, codes: Iterable[str]) -> str:
        return ", ".join(f"« {code} » ({self._named(code)})" for code in list(codes)[:HOMONYMS])

    def _named(self, code: str) -> str:
        above = next((self.territories[outer].name for outer in self.territories[code].within if outer.startswith("dep-")), "")
        return ", ".join(filter(None, (self.territories[code].name, above)))


def _words(entry: Entry) -> str:
    """Return all the text of a sheet, folded, its words between hyphens."""
    text = " ".join(leaf.value for leaf in leaves(MODELS[entry.kind], entry.document.tree))
    return f"-{'-'.join(folded_words(text))}-"


def _not_a_commune(value: str) -> Sentence:
    return Sentence("territoire-inconnu", f"« {value} » n’est pas une commune.", "Écrivez « com- » et le code INSEE.")


def _how_to_write(level: str) -> str:
    if level:
        return f"Écrivez « {level}- » et le code INSEE, pas le code postal."
    return "Écrivez com-26281, epci-200068781, ept-200057867, dep-26, reg-84 ou anc-82 : codes INSEE, pas codes postaux."


def _distance(kilometres: float) -> str:
    return f"{number_in_words(round(kilometres, 1) if kilometres < 10 else round(kilometres))} km"
