"""Receives French text; returns the quantities that it gives, in digits or in words, and where; never a date, a rank nor a name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

SMALL = {
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
    "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40,
    "cinquante": 50, "soixante": 60, "un": 1, "une": 1,
}  # fmt: skip
LARGE = {
    "cent": 100,
    "cents": 100,
    "mille": 1000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "milliard": 10**9,
    "milliards": 10**9,
}
ABOUT = {
    "huitaine": 8, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
}  # fmt: skip
PARTS = {"tiers": 3, "quart": 4, "quarts": 4, "cinquième": 5, "cinquièmes": 5, "dixième": 10, "dixièmes": 10}
COUNTED = (
    "structures? entreprises? pme tpe personnes? salarié(?:e|·e|\\.e)?s? emplois? etp postes? bureaux ateliers? places? lits? "
    "actionnaires? sociétaires? coopérateurs? euros? projets? années? ans mois jours semaines établissements? associations? "
    "coopératives? pôles? adhérents? membres habitants? logements? communes? organisations? locataires? locaux acteurs? "
    "participants? bénéficiaires? bénévoles? sociétés? filiales? créateurs? porteurs? usagers? clients? élèves? stagiaires? "
    "axes? objectifs? agents? élus? partenaires? collectivités? communautés? départements? régions? plans? fiches? pays points? kilomètres hectares "
    "heures tonnes tables?"
).split()  # fmt: skip
_WORD = "|".join(sorted({*SMALL, *LARGE}, key=lambda word: (-len(word), word)))
_OF = r"(?=[ \u00a0](?:de|des|du|à)\b|[ \u00a0]d[’']|$)"
ROUGHLY = re.compile(rf"\b(?:{'|'.join(ABOUT)})\b", re.IGNORECASE)
_SEP = r"(?:[ \u00a0\u202f-]|[ \u00a0]et[ \u00a0])"
_LINK = "le|la|les|un|une|des|du|de|et|ou|à|au|aux|en|par|pour|dans|sur|que|qui|où|son|sa|ses|leurs?|ce|cette|ces"
NOUN = re.compile(
    rf"[ \u00a0\u202f]+(?:(?!(?:{_LINK})\b)[^\W\d][\w’'-]*[ \u00a0])?(?P<noun>{'|'.join(COUNTED)})\b", re.IGNORECASE
)
PATTERN = re.compile(
    r"(?<![\w])(?=[\ddtqcshnovumlw`])(?:"
    rf"(?P<code>https?://\S+|www\.\S+|`[^`]*`|\b0\d(?:[ \u00a0.]?\d\d){{1,4}}\b)"
    rf"|(?P<digits>\d{{1,3}}(?:[ \u00a0\u202f.]\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?)(?P<tail>(?:er|re|e|es|ème|nde?|°)\b)?(?P<unit>[ \u00a0\u202f]?(?:%|€|m²|m2|ha\b|km\b|k€|M€|Md€|ETP\b|millions?\b|milliards?\b))?"
    rf"|(?P<part>(?:deux|trois|quatre|cinq)[ \u00a0](?:tiers|quarts|cinquièmes|dixièmes)\b|un[ \u00a0](?:tiers|quart|cinquième|dixième){_OF})"
    rf"|(?P<half>la[ \u00a0]moitié{_OF})"
    rf"|(?P<about>(?:une|deux|trois|quatre|un)[ \u00a0](?:{'|'.join(ABOUT)})s?{_OF})"
    rf"|(?P<words>(?:{_WORD})(?:{_SEP}(?:{_WORD}))*)\b)",
    re.IGNORECASE | re.MULTILINE,
)
MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
BEFORE_NOT = re.compile(
    rf"(?:\b(?:n[°o]s?|numéros?|articles?|art\.|loi|lois|décret|page|pages|p\.|chapitre|titre|phase|niveau|étape|axe|lot|codes?|postal|tome|volume|rue|ligne|version|années|décennie|siècle|le|du|au|entre le|dès le|[LRDA]\.|{MONTHS}|[A-ZÀ-Ý][\w’'-]*|plan)|[(\[])[ \u00a0\u202f]$|[-–/_.:+°A-Za-z]$|\d[ \u00a0\u202f]?h[ \u00a0\u202f]$",
)
DATE_AFTER = re.compile(
    rf"(?:er)?[ \u00a0\u202f](?:{MONTHS})\b|[ \u00a0]?[/-]\d|[ \u00a0\u202f]?h(?:[ \u00a0\u202f]?\d\d)?\b(?![ \u00a0]?(?:/|par\b|hebdo))|[)\]]|,?[ \u00a0](?:bis[ \u00a0])?(?:rue|avenue|boulevard|bd|place|quai|allée|impasse|chemin|route|cours)\b",
    re.IGNORECASE,
)
PLURAL = re.compile(rf"[ \u00a0\u202f]+(?!(?:{_LINK})\b)[^\W\d][\w’'-]*[sx]\b", re.IGNORECASE)
SCALES = {"k€": 1000, "m€": 10**6, "million": 10**6, "millions": 10**6, "md€": 10**9, "milliard": 10**9, "milliards": 10**9}
WITH_CAPITAL = re.compile(r"[A-ZÀ-Ý][\w’'-]*[ \u00a0\u202f]$")
YEARS = range(1500, 2101)
PLAINLY = 13
FEW = 4
LONGEST = 60


@dataclass(frozen=True)
class Quantity:
    """A quantity that a text gives: its words, where they begin, its value, the noun that it counts, folded to its stem, or nothing."""

    words: str
    offset: int
    value: Fraction
    noun: str = ""

    @property
    def is_plain(self) -> bool:
        """Tell whether its value is enough to know it again: a small one could be anything's."""
        return self.value >= PLAINLY or self.value.denominator > 1


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of `text`, in order."""
    for found in PATTERN.finditer(text):
        if found["code"] or len(found.group()) > LONGEST:
            continue
        noun = _noun_after(text, found.end())
        if found["digits"] and _is_no_quantity(text, found, noun):
            continue
        value = _value(found)
        if found["words"] and (value < 2 or (not noun and _is_vague(text, found, value))):
            continue
        yield Quantity(found.group().strip(), found.start(), value, noun)


def values(text: str) -> Iterator[tuple[int, Fraction]]:
    """Yield where whatever number begins that stands in `text`, even one that only names something, and its value."""
    for found in PATTERN.finditer(text):
        if not found["code"] and len(found.group()) <= LONGEST:
            yield found.start(), _value(found)
    yield from ((found.start(), Fraction(ABOUT[found.group().lower()])) for found in ROUGHLY.finditer(text))


def _is_vague(text: str, found: re.Match[str], value: Fraction) -> bool:
    """Tell whether words may only be a way of speaking: « mille mercis », « les deux volets »."""
    if found.group().lower() == "mille" or value < FEW:
        return True
    return value < PLAINLY and not PLURAL.match(text, found.end())


def _noun_after(text: str, end: int) -> str:
    found = NOUN.match(text, end)
    return found["noun"].lower()[:5] if found else ""


def _is_no_quantity(text: str, found: re.Match[str], noun: str) -> bool:
    digits, end = found["digits"], found.end()
    if found["unit"]:
        return False
    if found["tail"] or DATE_AFTER.match(text, end) or text[end : end + 1].isalpha():
        return True
    before = text[max(0, found.start() - 30) : found.start()]
    is_alone = not text[text.rfind("\n", 0, found.start()) + 1 : found.start()].strip()
    if is_alone and re.match(r"[.)]\s", text[end : end + 2]):
        return True
    is_year = digits.isdigit() and len(digits) == 4 and int(digits) in YEARS
    if is_year and not noun:
        return True
    if noun and not WITH_CAPITAL.search(before):
        return False
    return bool(BEFORE_NOT.search(before))


def _value(found: re.Match[str]) -> Fraction:
    if found["digits"]:
        return _scaled(re.sub(r"[ \u00a0\u202f]", "", found["digits"]), (found["unit"] or "").strip())
    words = re.split(r"[ \u00a0\u202f-]+", found.group().lower())
    if found["half"]:
        return Fraction(1, 2)
    if found["part"]:
        return Fraction(SMALL[words[0]], PARTS[words[1]])
    if found["about"]:
        return Fraction(SMALL[words[0]] * ABOUT[words[1].removesuffix("s")])
    return Fraction(_in_words(words))


def _scaled(digits: str, unit: str) -> Fraction:
    grouped = re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", digits)
    plain = digits.replace(".", "").replace(",", ".") if grouped else digits.replace(",", ".")
    return Fraction(plain) * SCALES.get(unit.lower(), 1)


def _in_words(words: list[str]) -> int:
    total = group = 0
    for word in words:
        if word == "et":
            continue
        if word in ("cent", "cents"):
            group = max(1, group) * 100
        elif word in LARGE:
            total, group = total + max(1, group) * LARGE[word], 0
        elif word in ("vingt", "vingts") and group % 100 == 4:
            group += 76
        else:
            group += SMALL[word]
    return total + group
