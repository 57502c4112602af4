"""Receives words that a text does not hold; returns the passage of the text that is most like them, and what differs; never judges which is right."""

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.verification.print_marks import Printed

LEAST_SHARED = 0.5
MOST_WORDS = 40


@dataclass(frozen=True)
class Passage:
    """The words of a text that are most like a quotation, the line where they begin, and the words that differ, in pairs."""

    line: int
    words: str
    differences: tuple[tuple[str, str], ...]


def nearest_passage(quoted: str, text: Printed) -> Passage | None:
    """Return the passage most like `quoted`, or None when less than half of its words stand together anywhere."""
    wanted = quoted.split()[:MOST_WORDS]
    words = text.text.split(" ")
    best, place = _best_window(Counter(map(_core, wanted)), [_core(word) for word in words], len(wanted))
    if not wanted or best < LEAST_SHARED * len(wanted):
        return None
    told = words[max(0, place - 1) : place + len(wanted) + 1]
    first, last = _edges(wanted, told)
    passage = told[first:last]
    offset = sum(len(word) + 1 for word in words[: max(0, place - 1) + first])
    return Passage(text.line(offset), " ".join(passage), tuple(_differences(wanted, passage)))


def _core(word: str) -> str:
    return word.strip(".,;:!?()[]\"'").lower()


def _best_window(wanted: Counter[str], words: list[str], size: int) -> tuple[int, int]:
    """Return how many of the wanted words stand in the fullest window of `size` words, and its rank."""
    held: Counter[str] = Counter()
    shared = best = place = 0
    for rank, word in enumerate(words):
        if word in wanted:
            held[word] += 1
            shared += held[word] <= wanted[word]
        if rank >= size and (gone := words[rank - size]) in wanted:
            shared -= held[gone] <= wanted[gone]
            held[gone] -= 1
        if shared > best:
            best, place = shared, max(0, rank - size + 1)
    return best, place


def _edges(wanted: list[str], told: list[str]) -> tuple[int, int]:
    """Return where the passage begins and ends in `told`: with its first and last shared words."""
    blocks = [block for block in SequenceMatcher(None, wanted, told, autojunk=False).get_matching_blocks() if block.size]
    if not blocks:
        return 0, len(told)
    before = min(blocks[0].a, blocks[0].b)
    after = min(len(wanted) - blocks[-1].a - blocks[-1].size, len(told) - blocks[-1].b - blocks[-1].size)
    return blocks[0].b - before, blocks[-1].b + blocks[-1].size + after


def _differences(wanted: list[str], passage: list[str]) -> list[tuple[str, str]]:
    changes = SequenceMatcher(None, wanted, passage, autojunk=False).get_opcodes()
    return [(" ".join(wanted[a:b]), " ".join(passage[c:d])) for kind, a, b, c, d in changes if kind != "equal"]
