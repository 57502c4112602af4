"""Receives the name of a commune; returns the keys under which people look for it; docs/scripts/communes.js folds the same way."""

from generator.french import folded_words

ARTICLES = frozenset("le la les l".split())
LINKS = frozenset("a au aux d dans de des du en et l la le les pres sans sous sur".split())
WRITTEN_SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


def folded(text: str) -> str:
    """Return `text` in plain lower-case letters and figures, words apart by one space, « St » written out."""
    return " ".join(WRITTEN_SHORT.get(word, word) for word in folded_words(text))


def without_article(key: str) -> str:
    """Return a folded name without its leading article: « havre »."""
    first, _, rest = key.partition(" ")
    return rest if rest and first in ARTICLES else key


def keys(name: str) -> tuple[str, ...]:
    """Return the keys of `name`: its own first, then one from each later word that means something."""
    words = without_article(folded(name)).split()
    return tuple(" ".join(words[start:]) for start in range(len(words)) if start == 0 or words[start] not in LINKS)
