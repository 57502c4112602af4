"""Receives how many pages write each word; writes the words that readers may have meant, by first letter; never what nobody can find."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import ascii_lowercase

from generator.french import fold
from generator.site import SEARCH

FOLDER = "lexique"


def write_lexicon(site: Path, writings: Mapping[str, int]) -> None:
    """Write `recherche/lexique/<letter>.json` under `site`: each word as it is most often written, and how many times pages write it so or with other accents."""
    known: dict[str, Counter[str]] = defaultdict(Counter)
    for written, count in writings.items():
        known[fold(written)][written] += count
    folder = site / SEARCH / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    by_letter = _by_letter(known)
    for letter in ascii_lowercase:
        told = {_most_written(known[word]): known[word].total() for word in by_letter.get(letter, [])}
        (folder / f"{letter}.json").write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _most_written(writings: Mapping[str, int]) -> str:
    return min(writings, key=lambda one: (-writings[one], one))


def _by_letter(words: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if word[0].isascii():
            found[word[0]].append(word)
    return found
