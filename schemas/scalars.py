"""Receives the strings of a sheet; gives them their types (identifier, text, prose, date, number, address); never looks elsewhere."""

import calendar
import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from schemas.privacy import personal_email, personal_mobile

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SLUG_LENGTH = 64
LINE_LENGTH = 400
EXCERPT_WORDS = 14
TERRITORY_CODE = r"^(com-(\d{2}|2[AB])\d{3}|dep-(\d{2,3}|2[AB])|reg-\d{2}|anc-\d{2}|(epci|ept)-\d{9})$"
HOST_AND_PORT = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+:\d"
UNSAFE_SCHEME = re.compile(rf"^\s*(?!https?:|mailto:|{HOST_AND_PORT})[a-z][a-z0-9+.-]*:", re.IGNORECASE)
FRENCH_DATE = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
SPOKEN_DATE = re.compile(r"^(?:(\d{1,2})(?:er)?\s+)?([a-zéû]+)\.?\s+(\d{4})$")
MONTHS = ("janv", "fév", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc")
FRENCH_NUMBER = re.compile(r"^[+-]?\d{1,3}(?:[ .\u00a0\u202f]?\d{3})*(?:,\d+)?$|^[+-]?\d+,\d+$")


class Prose:
    """Marks a text as Markdown that a page may render once it is cleaned."""


class ExampleValues:
    """Values to write and not to write that every field of a type shares."""

    def __init__(self, good: tuple[Any, ...], wrong: tuple[Any, ...]) -> None:
        self.good = good
        self.wrong = wrong


def _without_personal_data(text: str) -> str:
    if email := personal_email(text):
        raise PydanticCustomError("courriel-personnel", "adresse personnelle", {"valeur": email})
    if mobile := personal_mobile(text):
        raise PydanticCustomError("telephone-mobile", "numéro de mobile", {"valeur": mobile})
    return text


def _real_day(text: str) -> str:
    if not is_date(text):
        raise PydanticCustomError("date-invalide", "date invalide", {"valeur": text, "conseil": _date_advice(text)})
    return text


def is_date(text: str) -> bool:
    """Tell whether `text` is a year, a month or a day that exists, as « 2011-06 »."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    year, month, day = (*(int(part) for part in text.split("-")), 1, 1)[:3]
    return 1000 <= year <= 2199 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _date_advice(text: str) -> str:
    slashed, spoken = FRENCH_DATE.match(text), SPOKEN_DATE.match(text.strip().lower())
    meant = "{2}-{1:0>2}-{0:0>2}".format(*slashed.groups()) if slashed else _spoken_date(*spoken.groups()) if spoken else ""
    return meant if is_date(meant) else "2011, 2011-06 ou 2011-06-30"


def _spoken_date(day: str | None, month: str, year: str) -> str:
    number = next((rank for rank, name in enumerate(MONTHS, start=1) if month.startswith(name)), 0)
    return f"{year}-{number:02}" + (f"-{day:0>2}" if day else "")


def _point_decimal(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", value.strip()):
        raise PydanticCustomError("nombre-invalide", "nombre invalide", {"valeur": value, "conseil": _number_advice(value)})
    return value


def _not_thousands(value: Any) -> Any:
    """Refuse « 4.000 », which a French source prints for four thousand."""
    if isinstance(value, str) and re.fullmatch(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}", value.strip()):
        raise PydanticCustomError("milliers-ambigus", "milliers ou décimales", {"valeur": value.strip()})
    return value


def _number_advice(text: str) -> str:
    if FRENCH_NUMBER.match(text):
        return re.sub(r"[ .\u00a0\u202f]", "", text).replace(",", ".")
    return "4000 ou 12.5"


def _safe_address(text: str) -> str:
    if UNSAFE_SCHEME.match(text):
        raise PydanticCustomError("lien-dangereux", "lien dangereux", {"valeur": text})
    return text


def _short_excerpt(text: str) -> str:
    words = len(text.split())
    if words > EXCERPT_WORDS:
        raise PydanticCustomError("extrait-trop-long", "extrait trop long", {"mots": words, "maximum": EXCERPT_WORDS})
    return text


def _json_text(**constraints: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": ["string", "number"], **constraints})


Slug = Annotated[
    str,
    StringConstraints(pattern=SLUG, max_length=SLUG_LENGTH),
    ExampleValues(("pole-sud-romans",), ("Pôle Sud", "pole_sud")),
]
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LINE_LENGTH, pattern=r"^[^\n]*$"),
    AfterValidator(_without_personal_data),
    _json_text(minLength=1, maxLength=LINE_LENGTH),
    ExampleValues(("Maison de l’économie solidaire",), ("", "Écrire à jeanne.martin@gmail.com")),
]
Excerpt = Annotated[Line, AfterValidator(_short_excerpt)]
Markdown = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000),
    AfterValidator(_without_personal_data),
    Prose(),
    _json_text(minLength=1, maxLength=20_000),
    ExampleValues(
        ("Le lieu héberge une *dizaine* de structures.",),
        ("", "Appeler le 06 12 34 56 78"),
    ),
]
PartialDate = Annotated[
    str,
    AfterValidator(_real_day),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
    ExampleValues(("2011", "2011-06", "2011-06-30"), ("30/06/2011", "juin 2011", "2011-13")),
]
Number = Annotated[
    Decimal,
    BeforeValidator(_point_decimal),
    Field(max_digits=18),
    WithJsonSchema({"type": "number"}),
    ExampleValues(("4000", "12.5"), ("12,5", "4.000,50", "une vingtaine")),
]
Quantity = Annotated[Number, BeforeValidator(_not_thousands)]
WebAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=2000, pattern=r"^\S+$"),
    AfterValidator(_safe_address),
    AfterValidator(_without_personal_data),
    _json_text(minLength=3, maxLength=2000),
    ExampleValues(("https://www.rtes.fr/", "www.lametro.fr/364-artis.htm"), ("javascript:alert(1)", "voir le site")),
]


def same_length_before(earlier: str, later: str) -> bool:
    """Tell whether partial date `later` falls before `earlier` at the precision that both have."""
    shared = min(len(earlier), len(later))
    return later[:shared] < earlier[:shared]
