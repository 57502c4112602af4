"""Receives words; returns what can be read at a glance; never changes a word that it keeps."""

import re

from generator.prose import to_text

WORDS = 28
_SENTENCE_END = re.compile(r"[.!?…]$")


def brief(markdown: str, limit: int = WORDS) -> str:
    """Return the words of `markdown`, cut after the last whole sentence within `limit` words, or at the limit with « … »."""
    words = to_text(markdown).split(" ")
    if count_words(words) <= limit:
        return " ".join(words)
    kept = words[:limit]
    ends = [place for place, word in enumerate(kept, start=1) if _SENTENCE_END.search(word)]
    return " ".join(kept[: ends[-1]]) if ends else " ".join(kept).rstrip(" ,;:.") + "…"


def count_words(words: list[str]) -> int:
    """Count what a reader would call words: a lone punctuation mark is not one."""
    return sum(any(letter.isalnum() for letter in word) for word in words)


def shortened(words: str, length: int) -> str:
    """Return `words` cut at a word before `length` characters."""
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
