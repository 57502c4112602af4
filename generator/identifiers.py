"""Receives the words of a name and the identifiers that are taken; returns a free one; never one that the pages of the site keep."""

from collections.abc import Collection
from itertools import count

from generator.french import folded_words
from generator.site import RESERVED
from schemas.scalars import SLUG_LENGTH


def identifier_of(name: str) -> str:
    """Return the words of a name as an identifier, empty when it has none."""
    return "-".join(folded_words(name))[:SLUG_LENGTH].strip("-")


def free_identifier(wanted: str, taken: Collection[str]) -> str:
    """Return `wanted`, followed by a number when it is taken or kept for a page."""
    numbered = (wanted[: SLUG_LENGTH - len(f"-{rank}")].rstrip("-") + f"-{rank}" for rank in count(2))
    is_free = wanted not in taken and not RESERVED.match(wanted)
    return wanted if is_free else next(one for one in numbered if one not in taken and not RESERVED.match(one))
