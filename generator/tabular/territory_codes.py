"""Receives what a row says of a territory; returns its official code, or the sentence that says why it cannot be known; never guesses."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.french import fold, folded_words
from generator.reference import Reference
from generator.sentences import Sentence
from generator.territories import LEVELS, Territories
from generator.territory_faults import Gazetteer

LEVEL_WORDS: Mapping[str, str] = {
    **{fold(name): code for code, name in LEVELS.items()},
    **dict.fromkeys(("com", "ville", "communes"), "com"),
    **dict.fromkeys(
        ("epci", "interco", "intercommunalites", "communaute-de-communes", "communaute-d-agglomeration", "metropole"), "epci"
    ),
    **dict.fromkeys(("dep", "dpt", "departements"), "dep"),
    **dict.fromkeys(("reg", "regions"), "reg"),
    "ept": "ept",
}
WHOLE_LENGTH = {"com": 5, "dep": 2, "reg": 2, "epci": 9, "ept": 9}
SHORT_FORMS = {
    "st": ["saint"],
    "ste": ["sainte"],
    "cc": ["communaute", "de", "communes"],
    "ca": ["communaute", "d", "agglomeration"],
}
ADVISED = 300


@dataclass(frozen=True)
class Clues:
    """What a row says of one territory, besides the cell itself."""

    level: str | None = None
    name: str | None = None
    postal_code: str | None = None


@dataclass(frozen=True)
class Resolution:
    """The code of a territory with the repairs made, or what is wrong."""

    code: str | None
    repairs: tuple[str, ...] = ()
    fault: Sentence | None = None


class TerritoryCodes:
    """Knows the territories by code and by name."""

    def __init__(self, reference: Reference) -> None:
        self.territories = reference.territories
        self._gazetteer = Gazetteer(reference.territories, reference.land.contours)
        self._told: dict[tuple[str, str], Sentence | None] = {}

    def resolved(self, text: str, clues: Clues) -> Resolution:
        """Return the code that `text` is or names."""
        number = re.sub(r"[\s\u00a0]", "", re.sub(r"\.0+$", "", text)).upper()
        prefix, _, rest = number.partition("-")
        if (code := f"{prefix.lower()}-{rest}") in self.territories:
            return self._named(code, clues)
        if re.fullmatch(r"\d+|2[AB]\d*", number):
            return self._of_number(number, clues)
        return self._of_name(text, clues)

    def _of_number(self, number: str, clues: Clues) -> Resolution:
        levels = [clues.level] if clues.level else _possible_levels(number)
        found = [code for level in levels if (code := f"{level}-{number}") in self.territories]
        confirmed = [code for code in found if self._is_named(code, clues.name)]
        if len(confirmed or found) == 1:
            return self._named((confirmed or found)[0], clues)
        if found:
            return Resolution(None, fault=_ambiguous(number, found))
        return self._with_its_zero(number, levels, clues)

    def _with_its_zero(self, number: str, levels: list[str], clues: Clues) -> Resolution:
        whole = [f"{level}-0{number}" for level in levels if len(number) + 1 == WHOLE_LENGTH.get(level)]
        known = [code for code in whole if code in self.territories]
        confirmed = [code for code in known if self._is_named(code, clues.name)]
        if len(confirmed) == 1:
            return Resolution(confirmed[0], ("zero",))
        if known:
            return Resolution(None, fault=self._lost_zero(number, known[0]))
        return Resolution(None, fault=self._fault(clues.level or "", f"{levels[0]}-{number}" if len(levels) == 1 else number))

    def _of_name(self, text: str, clues: Clues) -> Resolution:
        levels = [clues.level] if clues.level else list(LEVELS)
        found = [code for code in _by_name(self.territories).get(_words(text), ()) if code.partition("-")[0] in levels]
        near = [code for code in found if clues.postal_code and _digits(clues.postal_code) in self.territories[code].postal_codes]
        if len(near or found) == 1:
            return Resolution((near or found)[0], ("commune-par-nom",) if found[0].startswith("com-") else ())
        return Resolution(None, fault=self._fault(clues.level or "", text))

    def _named(self, code: str, clues: Clues) -> Resolution:
        doubted = clues.name is not None and not self._is_named(code, clues.name)
        return Resolution(code, ("nom-different",) if doubted else ())

    def _is_named(self, code: str, name: str | None) -> bool:
        territory = self.territories[code]
        return name is not None and _words(name) in (_words(territory.name), _words(territory.short_name))

    def _fault(self, level: str, value: str) -> Sentence | None:
        if (level, value) not in self._told:
            self._told[level, value] = self._gazetteer.fault(level, value, advised=len(self._told) < ADVISED)
        return self._told[level, value]

    def _lost_zero(self, number: str, whole: str) -> Sentence:
        return Sentence(
            "zero-perdu",
            f"« {number} » a perdu un zéro ou n’est pas un code ; rien dans la ligne ne confirme « {whole} » ({self.territories[whole].name}).",
            f"Mettez la colonne au format texte et écrivez « {whole.partition('-')[2]} », ou donnez le nom du territoire dans la ligne.",
        )


@lru_cache(maxsize=1)
def _by_name(territories: Territories) -> Mapping[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for code, territory in territories.by_code.items():
        for words in {_words(territory.name), _words(territory.short_name)}:
            found[words].append(code)
    return found


def level_of(text: str | None) -> str | None:
    """Return « com » for « Commune », or None when the word is not a level."""
    return LEVEL_WORDS.get(fold(text.strip())) if text else None


def _possible_levels(number: str) -> list[str]:
    by_length = {9: ["epci", "ept"], 5: ["com"], 4: ["com"], 3: ["dep"]}
    return by_length.get(len(number), ["dep", "reg"])


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for written in folded_words(name) for word in SHORT_FORMS.get(written, [written]))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", re.sub(r"\.0+$", "", text)).zfill(5)


def _ambiguous(number: str, codes: list[str]) -> Sentence:
    return Sentence(
        "niveau-inconnu",
        f"« {number} » est le code de plusieurs territoires : {', '.join(codes)}.",
        "Dites le niveau dans la correspondance (« niveau: dep » ou « niveau_dans: » une colonne), ou écrivez le code avec son préfixe.",
    )
