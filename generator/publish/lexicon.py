"""Receives what can be found; writes the words that readers may have meant, by first letter; never what nobody can find."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from string import ascii_lowercase

from generator.derive.findable import Findable
from generator.french import fold
from generator.site import SEARCH

WORD = re.compile(r"[^\W\d_]{4,24}")
FOLDER = "lexique"


def write_lexicon(site: Path, found: Iterable[Findable]) -> None:
    """Write `recherche/lexique/<letter>.json` under `site`: each word as it is most often written, and how many sheets hold it."""
    sheets: Counter[str] = Counter()
    writings: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        words = {
            word.lower() for word in WORD.findall(f"{one.title}\n{one.names}\n{one.territories}\n{one.summary}\n{one.words}")
        }
        for word in words:
            writings[fold(word)][word] += 1
        sheets.update({fold(word) for word in words})
    folder = site / SEARCH / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    by_letter = _by_letter(sheets)
    for letter in ascii_lowercase:
        words = by_letter.get(letter, [])
        told = {min(writings[word], key=lambda one: (-writings[word][one], one)): sheets[word] for word in words}
        (folder / f"{letter}.json").write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _by_letter(words: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if word[0].isascii():
            found[word[0]].append(word)
    return found
