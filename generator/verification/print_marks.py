"""Receives the text of a source or the words quoted from it; returns them as they compare: typography apart, never the case nor a word."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ′´`", "'"),
        **dict.fromkeys("«»“”„‟", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
        "ﬅ": "st",
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "Æ": "AE",
    }
)
NO_SPACE_BEFORE = frozenset(':;!?%,.)]"')
NO_SPACE_AFTER = frozenset('(["')
_SPACES = re.compile(r"\s+")
_SET_APART = re.compile(r"\s+(?=[:;!?%,.)\]])|(?<=[(\[]) +|(?<=\") | (?=\")")
_CUT_WORD = re.compile(r"(?<=\w)-$")
_CUT = re.compile(r"\s*[(\[]\s*(?:\.\.\.|…)\s*[)\]]\s*")


def alike(words: str) -> str:
    """Return `words` with one way to write spaces, apostrophes, quotation marks, dashes and ligatures."""
    plain = unicodedata.normalize("NFKC", words.translate(_SIGNS)).translate(_SIGNS)
    return _SET_APART.sub("", _SPACES.sub(" ", plain)).strip()


def pieces(quoted: str) -> tuple[str, ...]:
    """Return the pieces of a quotation that stand one after another in its source: « début (…) fin » has two."""
    return tuple(filter(None, map(alike, _CUT.split(quoted))))


@dataclass(frozen=True)
class Printed:
    """A text as it compares, and where each of its lines begins in it."""

    text: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    def line(self, offset: int) -> int:
        """Return the number (from 1) of the line of the original where `offset` stands."""
        return self.numbers[max(0, bisect_right(self.starts, offset) - 1)] if self.numbers else 1


def printed(text: str, *, cut_words_joined: bool) -> Printed:
    """Return `text` as it compares; a word cut at the end of a line loses its hyphen when `cut_words_joined`, keeps it otherwise."""
    parts, starts, numbers, length = [], [], [], 0
    glued = False
    for number, line in enumerate(text.splitlines(), start=1):
        plain = alike(line)
        if not plain:
            continue
        is_cut = bool(_CUT_WORD.search(plain))
        told = _CUT_WORD.sub("", plain) if is_cut and cut_words_joined else plain
        is_spaced = parts and not glued and told[:1] not in NO_SPACE_BEFORE and parts[-1][-1:] not in NO_SPACE_AFTER
        piece = f" {told}" if is_spaced else told
        parts.append(piece)
        starts.append(length)
        numbers.append(number)
        length += len(piece)
        glued = is_cut
    return Printed("".join(parts), tuple(starts), tuple(numbers))
