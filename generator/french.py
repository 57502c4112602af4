"""Receives French text; sets its non-breaking spaces and folds its accents for comparison; never changes a word."""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from itertools import chain

NBSP = "\u00a0"
_SET = re.compile(r"(?<=[^\s]) (?=[:;!?»%€])|(?<=«) ")
_SIGNS = ":;!?»%€«"
_FIRST = re.compile(r"^ (?=[:;!?»%€])")
_NOT_WORDS = re.compile(r"(<(?:code|pre|script|style)\b.*?</(?:code|pre|script|style)>|<[^>]*>)", re.DOTALL)
_LINES = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
_SEPARATORS = re.compile(r"[\s_']+")
_WORDS = re.compile(r"[a-z0-9]+")


def typeset(text: str) -> str:
    """Return `text` with a non-breaking space before « : ; ! ? » and inside guillemets."""
    return _SET.sub(NBSP, text) if _has_sign(text) else text


def _has_sign(text: str) -> bool:
    """Tell whether `text` has a sign that a space is set beside: most texts have none, and looking for signs is cheaper than the pattern."""
    a, b, c, d, e, f, g, h = _SIGNS
    return a in text or b in text or c in text or d in text or e in text or f in text or g in text or h in text


def typeset_after_value(text: str) -> str:
    """Return `text` typeset as the continuation of a value: its first space may be before a « : »."""
    return _FIRST.sub(NBSP, typeset(text))


def typeset_html(html: str) -> str:
    """Return `html` typeset: its words alone, neither its tags nor what is shown as code."""
    return in_words(typeset_after_value, html) if _has_sign(html) else html


def in_words(change: Callable[[str], str], html: str) -> str:
    """Return `html`, its words alone changed: neither its tags nor what is shown as code."""
    pieces = _NOT_WORDS.split(html)
    return "".join(piece if rank % 2 else change(piece) for rank, piece in enumerate(pieces))


def on_fewer_lines(text: str) -> str:
    """Return the words of an HTML file without empty lines nor indentation: a browser shows the same."""
    return _LINES.sub("\n", text)


def fold(text: str) -> str:
    """Return `text` in lower case without accents, apostrophes made plain, separators made hyphens."""
    plain = text.lower()
    if not plain.isascii():
        plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain.replace("œ", "oe").replace("æ", "ae").replace("’", "'")))
    if not plain.isascii():
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _SEPARATORS.sub("-", plain.strip())


def folded_words(text: str) -> list[str]:
    """Return the words and numbers of `text`, folded: « L’Haÿ-les-Roses » gives l, hay, les, roses."""
    return list(chain.from_iterable(map(_folded, text.split())))


@lru_cache(maxsize=1 << 16)
def _folded(written: str) -> tuple[str, ...]:
    """Return the words of what stands between two spaces: a text repeats itself, and folding is slow."""
    return tuple(_WORDS.findall(fold(written)))


def nearest(word: str, candidates: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the candidate most like `word`, accents and case apart, or None."""
    by_fold = {fold(candidate): candidate for candidate in candidates}
    matches = difflib.get_close_matches(fold(word), by_fold, n=1, cutoff=cutoff)
    return by_fold[matches[0]] if matches else None


def of(noun: str) -> str:
    """Return « de pôle » or « d’acteur »."""
    return f"d’{noun}" if fold(noun)[:1] in set("aeiouyh") else f"de {noun}"


def enumeration(words: Iterable[str], last: str = "ou") -> str:
    """Return « a, b ou c »."""
    items = [f"« {word} »" for word in words]
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"


MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_PRECISION = {
    "debut": "début {}",
    "milieu": "milieu {}",
    "fin": "fin {}",
    "vers": "vers {}",
    "avant": "avant {}",
    "apres": "après {}",
    "depuis": "depuis {}",
    "avant-la-fin": "avant la fin de {}",
    "decennie": "années {}",
    "debut-de-decennie": "début des années {}",
    "fin-de-decennie": "fin des années {}",
}


def date_in_words(date: str, precision: str | None = None) -> str:
    """Return « 28 mars 2013 », « juin 2002 » or « début 2014 » for an ISO partial date."""
    year, month, day = (*date.split("-"), "", "")[:3]
    words = [f"{int(day)}{'er' if int(day) == 1 else ''}"] if day else []
    words += [MONTHS[int(month) - 1]] if month else []
    return _PRECISION.get(precision or "", "{}").format(" ".join([*words, year]))


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Return « 12 pôles »: French puts 0 and 1 in the singular."""
    return f"{number_in_words(number)}{NBSP}{singular if abs(number) < 2 else plural or singular + 's'}"


def number_in_words(number: object) -> str:
    """Return a number with French separators."""
    whole, _, decimals = f"{Decimal(str(number)):f}".partition(".")
    grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", "\u202f", whole)
    decimals = decimals.rstrip("0")
    return f"{grouped},{decimals}" if decimals else grouped
