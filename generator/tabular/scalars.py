"""Receives a cleaned text; returns it as its field writes it: a date, a number, a SIREN, a code; never guesses an unclear one."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import get_args

from generator.french import MONTHS, fold
from schemas.actor import Siren
from schemas.scalars import ExampleValues, PartialDate, Quantity
from schemas.structure import Shape

Converted = tuple[str, tuple[str, ...]]
FIRST_DAY = date(1899, 12, 30)
SERIALS = range(18_264, 73_051)
MONTH_NUMBERS = {fold(name): f"{number:02}" for number, name in enumerate(MONTHS, 1)}
DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
MONTH_FIRST = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{4})")
IN_WORDS = re.compile(r"(?:(\d{1,2})(?:er)?\s+)?([^\W\d]+)\s+(\d{4})")
FRENCH_AMOUNT = re.compile(r"[+-]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|[+-]?\d+(?:[.,]\d+)?")


def date_text(text: str) -> Converted:
    """Return « 2024-09-01 » for « 01/09/2024 », « 1er septembre 2024 » or 45536; an unclear text as it is."""
    whole = re.sub(r"\.0+$", "", text)
    if found := DAY_FIRST.fullmatch(text):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}", ()
    if found := MONTH_FIRST.fullmatch(text):
        return f"{found[2]}-{int(found[1]):02}", ()
    if (found := IN_WORDS.fullmatch(text)) and (month := MONTH_NUMBERS.get(fold(found[2]))):
        return f"{found[3]}-{month}" + (f"-{int(found[1]):02}" if found[1] else ""), ()
    if whole.isdecimal() and int(whole) in SERIALS:
        return (FIRST_DAY + timedelta(days=int(whole))).isoformat(), ("numero-de-jour",)
    return (whole if re.fullmatch(r"\d{4}", whole) else re.sub(r" 00:00(:00)?$", "", text)), ()


def number_text(text: str) -> Converted:
    """Return « 12500 » for « 12 500 € », « 12.5 » for « 12,5 »; an unclear text as it is."""
    bare = re.sub(r"\s*(€|euros?)$", "", text, flags=re.IGNORECASE)
    if not FRENCH_AMOUNT.fullmatch(bare):
        return text, ()
    plain = re.sub(r"[ \u00a0\u202f]", "", bare).replace(",", ".")
    return re.sub(r"\.0{1,2}$", "", plain), ()


def siren_text(text: str) -> Converted:
    """Return nine digits for « 200 068 781 » or for a SIRET; anything else as it is."""
    digits = re.sub(r"\.0+$", "", re.sub(r"[\s\u00a0\u202f]", "", text))
    if re.fullmatch(r"\d{14}", digits):
        return digits[:9], ("siret",)
    return (digits if digits.isdecimal() else text), ()


def _signature(kind: object) -> ExampleValues:
    return next(mark for mark in get_args(kind) if isinstance(mark, ExampleValues))


CONVERTERS = {
    _signature(PartialDate): date_text,
    _signature(Quantity): number_text,
    _signature(Siren): siren_text,
}


def converted(text: str, shape: Shape) -> Converted:
    """Return `text` as the type of `shape` writes it."""
    return next(
        (CONVERTERS[mark](text) for mark in shape.marks if isinstance(mark, ExampleValues) and mark in CONVERTERS), (text, ())
    )


def folded_terms(labels: Mapping[str, str]) -> dict[str, str]:
    """Return the code of each code and label of a closed list, folded."""
    return {**{fold(label): code for code, label in labels.items()}, **{code: code for code in labels}}


def code_of(text: str, terms: Mapping[str, str]) -> str | None:
    """Return the code that `text` is, or whose label it is, accents and case apart, among folded `terms`."""
    return terms.get(fold(text))
